package io.crossbook.execution.proof;

import io.crossbook.execution.AccountFact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Money that comes to an account and goes from it by no order: a stream tells of it at once, late or never, the exchange's history to whoever asks, by another name.
final class Transfers {

    static final String ASSET = "USDT";
    private static final long SECOND = 1_000_000_000L;
    /// A stream that is late tells of it when the history may have been read.
    private static final long LATE = 40 * SECOND;

    private final SimulatedExchange exchange;
    private final Agenda agenda;
    private final Dice dice;
    private final boolean history;
    private final List<AccountFact.Transfer> all = new ArrayList<>();

    /// `history`: whether whoever asks for it is told all.
    Transfers(SimulatedExchange exchange, Agenda agenda, Dice dice, boolean history) {
        this.exchange = exchange;
        this.agenda = agenda;
        this.dice = dice;
        this.history = history;
    }

    /// Once more money comes, or goes where a history tells of it: nobody else would ever say why it is missing. How much.
    BigDecimal happen(Consumer<AccountFact> stream) {
        BigDecimal amount = BigDecimal.valueOf(500 + dice.below(2_500), 2);
        boolean leaves = history && dice.percent(60);
        amount = leaves ? amount.negate() : amount;
        int number = all.size() + 1;
        all.add(new AccountFact.Transfer(exchange.name, agenda.now(), ASSET, amount,
                "history " + number, false));
        exchange.account.moves(ASSET, amount);
        if (dice.percent(75)) {
            var told = new AccountFact.Transfer(exchange.name, agenda.now(), ASSET, amount,
                    "stream " + number, true);
            boolean late = history && dice.percent(60);
            agenda.after((late ? dice.below(LATE / SECOND) : 0) * SECOND + SECOND / 10,
                    () -> stream.accept(told));
        }
        return amount;
    }

    /// Whether there is anything to be asked.
    boolean told() {
        return history;
    }

    /// What has happened since then.
    List<AccountFact.Transfer> since(long nanos) {
        return all.stream().filter(each -> each.toldNanos() >= nanos).toList();
    }
}
