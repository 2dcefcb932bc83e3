package io.crossbook.execution.account;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The balances of all accounts. Zero where nothing was ever posted.
public final class Ledger {

    private final Map<Account, Map<String, BigDecimal>> balances = new TreeMap<>();

    /// Takes over a commit.
    public void post(Commit commit) {
        for (Posting posting : commit.postings()) {
            balances.computeIfAbsent(posting.account(), _ -> new TreeMap<>())
                    .merge(posting.asset(), posting.amount(), BigDecimal::add);
        }
    }

    /// What an account has of an asset.
    public BigDecimal balance(Account account, String asset) {
        return balances.getOrDefault(account, Map.of()).getOrDefault(asset, BigDecimal.ZERO);
    }

    /// What we own of an asset at an exchange.
    public BigDecimal holding(String exchange, String asset) {
        return balance(Account.holding(exchange), asset);
    }

    /// All that we own at an exchange.
    public Map<String, BigDecimal> holdings(String exchange) {
        return balances(Account.holding(exchange));
    }

    /// All accounts that were ever posted to, in order.
    public Collection<Account> accounts() {
        return Collections.unmodifiableCollection(balances.keySet());
    }

    /// All that the accounts of a kind have together.
    public Map<String, BigDecimal> all(Account.Kind kind) {
        var all = new TreeMap<String, BigDecimal>();
        balances.forEach((account, assets) -> {
            if (account.kind() == kind) {
                assets.forEach((asset, amount) -> all.merge(asset, amount, BigDecimal::add));
            }
        });
        return all;
    }

    /// All that an account has.
    public Map<String, BigDecimal> balances(Account account) {
        return Collections.unmodifiableMap(balances.getOrDefault(account, Map.of()));
    }

    /// The sum over all accounts of an asset: nothing, or the ledger is wrong.
    public BigDecimal sum(String asset) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map<String, BigDecimal> account : balances.values()) {
            sum = sum.add(account.getOrDefault(asset, BigDecimal.ZERO));
        }
        return sum;
    }

    /// How people read it: every account that has something, in order.
    @Override
    public String toString() {
        var text = new StringBuilder();
        balances.forEach((account, assets) -> assets.forEach((asset, amount) -> {
            if (amount.signum() != 0) {
                text.append(account).append(": ")
                        .append(amount.stripTrailingZeros().toPlainString()).append(' ')
                        .append(asset).append('\n');
            }
        }));
        return text.toString();
    }
}
