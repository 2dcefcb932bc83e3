package io.crossbook.exchanges.kraken;

import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.Json;
import io.crossbook.execution.AccountFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what Kraken's ledger tells besides trades: deposits, withdrawals, and whatever else moves money (`earn`, `staking`, `spend`, `receive`, `adjustment` and the like).
final class KrakenLedger {

    private final String exchange;

    KrakenLedger(String exchange) {
        this.exchange = exchange;
    }

    List<AccountFact.Transfer> read(Json.Obj rows) {
        var told = new LinkedHashMap<String, AccountFact.Transfer>();
        var references = new LinkedHashMap<String, String>();
        for (Map.Entry<String, Json> each : rows.fields().entrySet()) {
            Json.Obj row = each.getValue().asObject("ledger entry");
            AccountFact.Transfer transfer = transfer(each.getKey(), row);
            if (!row.text("type").equals("trade") && transfer.amount().signum() != 0
                    && !returned(transfer, row.text("refid"), told, references)) {
                told.put(each.getKey(), transfer);
                references.put(each.getKey(), row.text("refid"));
            }
        }
        return List.copyOf(told.values());
    }

    /// What it costs is taken beside it: "balance = old_balance +/- amount - fee" (support.kraken.com, "How to interpret Ledger history fields").
    private AccountFact.Transfer transfer(String id, Json.Obj row) {
        return new AccountFact.Transfer(exchange, Amounts.seconds(row.field("time")),
                KrakenNames.asset(row.text("asset")),
                Amounts.of(row.field("amount")).subtract(Amounts.orZero(row, "fee")), id, false);
    }

    /// What goes from a coin to where it earns by itself, and back, is told twice with opposite signs, and neither comes nor goes for us.
    private static boolean returned(AccountFact.Transfer transfer, String reference,
            Map<String, AccountFact.Transfer> told, Map<String, String> references) {
        for (Map.Entry<String, AccountFact.Transfer> each : told.entrySet()) {
            AccountFact.Transfer before = each.getValue();
            if (before.asset().equals(transfer.asset())
                    && before.amount().negate().compareTo(transfer.amount()) == 0
                    && reference.equals(references.get(each.getKey()))) {
                told.remove(each.getKey());
                return true;
            }
        }
        return false;
    }
}
