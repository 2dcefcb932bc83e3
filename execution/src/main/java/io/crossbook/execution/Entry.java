package io.crossbook.execution;

import io.crossbook.execution.account.Commit;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A line of the journal. All that execution knows is the fold over these: see [ExecutionState].
///
/// Written by the coordinator, in the order in which things became so; `atNanos` is the engine's time, epoch.
public sealed interface Entry {

    /// When it was written.
    long atNanos();

    /// A process has started. No epoch is ever used twice.
    record Booted(int epoch, String build, String configuration, long atNanos) implements Entry {}

    /// An attempt was begun: its reservation and the intents of all of its legs.
    record Reserved(Attempt.Plan plan, long atNanos) implements Entry {}

    /// A further order of an attempt was intended: a hedge or an unwind.
    record Intended(OrderIntent intent, long atNanos) implements Entry {}

    /// A rung of an attempt's ladder was passed over.
    record Skipped(long attempt, int rung, String why, long atNanos) implements Entry {}

    /// We did something to an order, or its time was over: given up, handed out (sent), to be cancelled, silent, presumed dead, written
    /// off, watched long enough. `why` carries the evidence.
    record Acted(OrderId order, OrderNews act, String why, long atNanos) implements Entry {

        private static final Set<OrderNews> ACTS = Collections.unmodifiableSet(
                EnumSet.of(OrderNews.ABANDONED, OrderNews.HANDED, OrderNews.CANCEL_ASKED,
                        OrderNews.SILENT, OrderNews.DEATH_SHOWN, OrderNews.WRITTEN_OFF,
                        OrderNews.WATCHED));

        public Acted {
            if (!ACTS.contains(act)) {
                throw new IllegalArgumentException(act + " is nothing that we do");
            }
        }
    }

    /// Something was told of an order: a fill, an end, any evidence.
    record Told(OrderEvent event, long atNanos) implements Entry {}

    /// We have asked what became of an order.
    record Asked(OrderId order, long atNanos) implements Entry {}

    /// A sweep asked for at `askedNanos` has shown all open orders and all trades since `sinceNanos`.
    record Swept(String exchange, long sinceNanos, long askedNanos, long atNanos)
            implements
                Entry {}

    /// An order of ours was found at an exchange, and no intent stood for it: the journal has lost its end. `plan` is from now on that of its attempt:
    /// as it was, or made up of what was found of it.
    record Adopted(Attempt.Plan plan, OrderIntent order, long atNanos) implements Entry {}

    /// What is known of an attempt's orders has changed where it stands; or a human has.
    record Turned(long attempt, AttemptNews news, String why, long atNanos) implements Entry {}

    /// What an attempt has brought, by asset: `net` with fees, the `fees` in it, and the `dust` that it leaves.
    record Closed(long attempt, Map<String, BigDecimal> net, Map<String, BigDecimal> fees,
            Map<String, BigDecimal> dust, long atNanos) implements Entry {
        public Closed {
            net = Collections.unmodifiableMap(new TreeMap<>(net));
            fees = Collections.unmodifiableMap(new TreeMap<>(fees));
            dust = Collections.unmodifiableMap(new TreeMap<>(dust));
        }
    }

    /// Each exchange at which something of an attempt was traded, asked after it was closed, has told that it holds what the ledger has.
    record Reconciled(long attempt, long atNanos) implements Entry {}

    /// A human has taken care of what a parked attempt left, `amounts` by asset as in [Attempt#residue]: nothing is traded for it any more.
    record Cleared(long attempt, Map<String, BigDecimal> amounts, String why, long atNanos)
            implements
                Entry {
        public Cleared {
            amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
        }
    }

    /// An opportunity was not taken.
    record Denied(long opportunity, Denial denial, long atNanos) implements Entry {}

    /// Nothing new is begun from here on.
    record Halted(String why, long atNanos) implements Entry {}

    /// Nothing new is begun with `what`, an asset or a pair ([ExecutionState#asset], [ExecutionState#pair]), until a human has allowed it again.
    record Paused(String what, String why, long atNanos) implements Entry {}

    /// A human has allowed again what had halted, and the pauses that he was shown: those up to the number `pause`, as in [ExecutionState#lastPause]. One that came meanwhile stays.
    record Rearmed(String why, long pause, long atNanos) implements Entry {

        /// As `pause`: every pause that there is. What earlier builds meant, which wrote down no number.
        public static final long ALL = Long.MAX_VALUE;
    }

    /// Money came, went or was told of otherwise than by an order. `reference` is unique: posted once.
    record Posted(String reference, Commit commit, long atNanos) implements Entry {}

    /// Whether it must survive the machine too, and with it all before it: an epoch is never given twice, a halt stays a halt and a pause a pause, a human's
    /// word stands, and money of which an exchange told only once is not forgotten. All else is found again at the exchanges.
    default boolean lasting() {
        return switch (this) {
            case Booted _,Halted _,Paused _,Rearmed _,Posted _,Cleared _ -> true;
            case Turned(_, var news, _, _) -> news == AttemptNews.EXHAUSTED;
            case Acted(_, var act, _, _) -> act == OrderNews.WRITTEN_OFF;
            case Reserved _,Intended _,Skipped _,Told _,Asked _,Swept _,Adopted _,Closed _,Reconciled _,Denied _ ->
                false;
        };
    }
}
