package io.crossbook.arbitrage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What is held, by exchange and asset, less what is reserved: so that no amount is promised twice.
///
/// An exchange that was told of is known whole: what it did not name is zero there. Of every other nothing is known, and nothing can be reserved. One
/// thread, the engine's.
public final class Stock implements Inventory {

    /// Fewer trades than this left on a side are too few: it is told.
    public static final int FEW_TRADES = 3;

    private static final class Account {
        private long held;
        private long reserved;

        private long free() {
            return Math.max(0, held - reserved);
        }
    }

    /// An amount ([Money]) of an asset on an exchange.
    public record Claim(String exchange, String asset, long amount) {
        public Claim {
            if (amount < 0 || amount > Money.MOST) {
                throw new IllegalArgumentException(
                        "no amount of " + asset + " on " + exchange + ": " + amount);
            }
        }
    }

    /// How many trades of the size `trade` what is free on an exchange is good for.
    public record Depth(String exchange, String asset, long free, long trade) {

        /// Whole trades.
        public long trades() {
            return free / trade;
        }

        /// Whether these are too few.
        public boolean low() {
            return trades() < FEW_TRADES;
        }
    }

    private final Map<String, Map<String, Account>> exchanges = new TreeMap<>();
    private final Map<Long, List<Claim>> reservations = new HashMap<>();
    private long changes;
    /// Where what is free has changed, by exchange and asset, an empty one for all of an exchange.
    private final Map<String, Set<String>> moved = new TreeMap<>();

    /// How often what is free has changed: whoever has seen this number knows it.
    public long changes() {
        return changes;
    }

    /// All that an exchange holds, as it says itself, or the configuration for it; what is reserved stays so.
    public void told(String exchange, Map<String, Long> held) {
        boolean fresh = !knows(exchange);
        if (fresh) {
            moved(exchange, "");
        }
        Map<String, Account> accounts = exchanges.computeIfAbsent(exchange, _ -> new TreeMap<>());
        held.forEach((asset, _) -> accounts.computeIfAbsent(asset, _ -> new Account()));
        for (Map.Entry<String, Account> each : accounts.entrySet()) {
            var now = new Claim(exchange, each.getKey(), held.getOrDefault(each.getKey(), 0L));
            if (each.getValue().held != now.amount) {
                fresh = true;
                moved(exchange, each.getKey());
            }
            each.getValue().held = now.amount;
        }
        changes += fresh ? 1 : 0;
    }

    /// Tells `to` of each exchange and asset of which what is free may have changed since this was asked last; of an exchange of which nothing was known, with an empty asset.
    public void moved(BiConsumer<String, String> to) {
        moved.forEach((exchange, assets) -> assets.forEach(asset -> to.accept(exchange, asset)));
        moved.clear();
    }

    private void moved(String exchange, String asset) {
        moved.computeIfAbsent(exchange, _ -> new TreeSet<>()).add(asset);
    }

    /// A trade or a transfer has added this much, or taken it; where nothing is known it stays so.
    public void moved(String exchange, String asset, long change) {
        Account account = account(exchange, asset);
        if (account != null) {
            changes++;
            moved(exchange, asset);
            account.held = Math.clamp(account.held + Math.clamp(change, -Money.MOST, Money.MOST),
                    -Money.MOST, Money.MOST);
        }
    }

    @Override
    public long free(String exchange, String asset) {
        Map<String, Account> accounts = exchanges.get(exchange);
        if (accounts == null) {
            return UNKNOWN;
        }
        Account account = accounts.get(asset);
        return account == null ? 0 : account.free();
    }

    /// Keeps all of `claims` for whatever `id` names, or, when one of them is not there, none.
    public boolean reserve(long id, List<Claim> claims) {
        if (reservations.containsKey(id)) {
            throw new IllegalStateException("reservation " + id + " is held already");
        }
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            Account account = account(claim.exchange, claim.asset);
            if (account == null || account.free() < claim.amount) {
                giveBack(claims.subList(0, i));
                return false;
            }
            account.reserved += claim.amount;
        }
        changes++;
        claims.forEach(claim -> moved(claim.exchange, claim.asset));
        reservations.put(id, List.copyOf(claims));
        return true;
    }

    /// Gives back what `id` still keeps; nothing when it keeps nothing.
    public void release(long id) {
        List<Claim> claims = reservations.remove(id);
        if (claims != null) {
            changes++;
            claims.forEach(claim -> moved(claim.exchange, claim.asset));
            giveBack(claims);
        }
    }

    private void giveBack(List<Claim> claims) {
        for (Claim claim : claims) {
            Account account = account(claim.exchange, claim.asset);
            if (account != null) {
                account.reserved -= claim.amount;
            }
        }
    }

    private @Nullable Account account(String exchange, String asset) {
        Map<String, Account> accounts = exchanges.get(exchange);
        return accounts == null ? null : accounts.computeIfAbsent(asset, _ -> new Account());
    }

    /// Whether anything is known of an exchange.
    public boolean knows(String exchange) {
        return exchanges.containsKey(exchange);
    }

    /// The exchanges of which something is known, in the order of their names.
    public List<String> exchanges() {
        return List.copyOf(exchanges.keySet());
    }

    /// The assets that were ever told of or moved on an exchange, in the order of their names.
    public List<String> assets(String exchange) {
        return List.copyOf(exchanges.getOrDefault(exchange, Map.of()).keySet());
    }

    /// How far what is free reaches, by the sizes of trades of each asset ([Money], above zero); by exchange and asset.
    public List<Depth> depths(Map<String, Long> trades) {
        var depths = new ArrayList<Depth>();
        exchanges.forEach((exchange, accounts) -> accounts.forEach((asset, account) -> {
            Long trade = trades.get(asset);
            if (trade != null) {
                depths.add(new Depth(exchange, asset, account.free(), trade));
            }
        }));
        return depths;
    }
}
