package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What an exchange's own history tells of money that came and went, held until a balance shows it.
///
/// No stream tells all of it: Bybit's none, and none what happened while it was down. A stream and a history may call one transfer by two names, so nothing of the
/// history is booked by itself: only what balances show, that nobody has told yet, and that happened since the ledger was right last. Asked for when balances differ. Where
/// nothing of it makes up a difference that stays, what is sure of it is booked, and only the rest is explained.
final class TransferHistory {

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 24 * 3_600 * SECOND;
    /// Between the time that an exchange gives a transfer and the time that its balances show it.
    private static final long MARGIN_NANOS = 600 * SECOND;
    private static final long LONGEST_NANOS = 30 * DAY;
    /// Asked again no sooner: it costs more of what may be asked than balances do.
    private static final long AGAIN_NANOS = 30 * SECOND;
    private static final long PATIENCE_NANOS = 60 * SECOND;
    /// Between an exchange's clock and ours.
    private static final long SKEW_NANOS = 2 * SECOND;
    private static final long NEVER = Long.MIN_VALUE;
    /// More that are not booked of one asset are not tried together.
    private static final int MOST_TOGETHER = 8;

    private final Map<String, AccountFact.Transfer> pending = new TreeMap<>();
    /// What is booked and the history will name again.
    private final List<Booked> toRecord = new ArrayList<>();
    /// What is booked and a stream may yet tell, later than balances and history have.
    private final List<Booked> toStream = new ArrayList<>();
    private final Set<String> judged = new HashSet<>();
    /// What the history has told and was taken for what is booked by another name, by that name.
    private final Map<String, Taken> taken = new TreeMap<>();
    /// Names by which streams have told what was booked by another.
    private final Set<String> told = new HashSet<>();
    private long sinceNanos;
    private long rightNanos;
    private long askedNanos = NEVER;
    private long shownNanos = NEVER;
    private boolean answers;

    /// What another may tell by a name of his own: only what it moves is the same. `unique` is empty where nobody has told it, `atNanos` since when it counts.
    private record Booked(String unique, String asset, BigDecimal amount, long atNanos) {}

    private record Taken(String unique, AccountFact.Transfer transfer) {}

    /// The ledger was right at this time, or was left then.
    void right(long atNanos) {
        rightNanos = Math.max(rightNanos, atNanos);
        sinceNanos = Math.max(sinceNanos, atNanos - MARGIN_NANOS);
        toRecord.removeIf(each -> each.atNanos < sinceNanos);
        toStream.removeIf(each -> each.atNanos < sinceNanos);
        pending.values().removeIf(each -> each.toldNanos() < sinceNanos);
        taken.values().removeIf(each -> each.transfer.toldNanos() < sinceNanos);
    }

    /// When it was so last; 0 when never.
    long rightNanos() {
        return rightNanos;
    }

    /// A stream tells it. True when it is to be booked, false when that was done: by its own name (`posted`), or by what the history or balances have shown.
    boolean streamed(String unique, AccountFact.Transfer transfer, boolean posted) {
        if (posted) { // by no other name will it be told
            toStream.removeIf(each -> each.unique.equals(unique));
            return false;
        }
        if (told.contains(unique)) {
            return false;
        }
        if (takeAlike(toStream, transfer) != null) {
            told.add(unique);
            return false;
        }
        if (pending.remove(unique) == null && !takeAlike(transfer)) {
            toRecord.add(new Booked(unique, transfer.asset(), transfer.amount(),
                    transfer.toldNanos()));
        }
        return true;
    }

    /// The history has it. What was told before, or is older than what balances have agreed with, is nothing new.
    void recorded(String unique, AccountFact.Transfer transfer, boolean posted) {
        if (posted) {
            named(unique);
        } else if (judged.add(unique) && transfer.toldNanos() >= sinceNanos) {
            Booked alike = takeAlike(toRecord, transfer);
            if (alike == null) {
                pending.put(unique, transfer);
            } else if (!alike.unique.isEmpty()) {
                taken.put(alike.unique, new Taken(unique, transfer));
            }
        }
    }

    /// The history calls it by the name that it is booked by: by no other will it be told, and what was taken for it is another.
    private void named(String unique) {
        toRecord.removeIf(each -> each.unique.equals(unique));
        Taken other = taken.remove(unique);
        if (other != null) {
            pending.put(other.unique, other.transfer);
        }
    }

    /// So much is booked since balances show it, and nobody has told what it was: both may yet.
    void explained(Map<String, BigDecimal> missing, long now) {
        missing.forEach((asset, amount) -> {
            toRecord.add(new Booked("", asset, amount, now));
            toStream.add(new Booked("", asset, amount, now));
        });
    }

    private static @Nullable Booked takeAlike(List<Booked> from, AccountFact.Transfer transfer) {
        for (Booked one : from) {
            if (one.asset.equals(transfer.asset())
                    && one.amount.compareTo(transfer.amount()) == 0) {
                from.remove(one);
                return one;
            }
        }
        return null;
    }

    private boolean takeAlike(AccountFact.Transfer transfer) {
        for (var each = pending.values().iterator(); each.hasNext();) {
            AccountFact.Transfer one = each.next();
            if (one.asset().equals(transfer.asset())
                    && one.amount().compareTo(transfer.amount()) == 0) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /// Asks where something differs since `firstNanos`; true while its answer is to be waited for.
    boolean awaited(String exchange, long firstNanos, Outbox outbox, long now) {
        if (shownNanos >= firstNanos || now - firstNanos > PATIENCE_NANOS) {
            return false;
        }
        if (askedNanos == NEVER || now - askedNanos >= AGAIN_NANOS) {
            askedNanos = now;
            answers = outbox.transfers(exchange, Math.max(sinceNanos, now - LONGEST_NANOS));
        }
        return answers;
    }

    /// All of it that showed at that time has been told.
    void shown(long atNanos) {
        shownNanos = Math.max(shownNanos, atNanos);
    }

    /// The transfers that make up this difference, as few as possible; `nothing` says what is left over of it for certain. They are booked.
    Map<String, AccountFact.Transfer> making(String asset, BigDecimal difference,
            Predicate<BigDecimal> nothing, long now) {
        List<String> names = pending.entrySet().stream()
                .filter(each -> each.getValue().asset().equals(asset)).limit(MOST_TOGETHER)
                .map(Map.Entry::getKey).toList();
        int best = 0;
        for (int some = 1; some < 1 << names.size(); some++) {
            if ((best == 0 || Integer.bitCount(some) < Integer.bitCount(best))
                    && nothing.test(difference.subtract(sum(names, some)))) {
                best = some;
            }
        }
        var made = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            if ((best >> i & 1) != 0) {
                made.add(names.get(i));
            }
        }
        return booked(made, now);
    }

    /// All transfers of an asset that came after the ledger was right, for a difference that stays and that they are a part of. They are booked. None where more would then
    /// have come from nowhere than without them: a loss is not made a gain by what may not show yet.
    Map<String, AccountFact.Transfer> sure(String asset, BigDecimal difference, long now) {
        List<String> names = sure(asset);
        return rest(difference, names).compareTo(difference.max(BigDecimal.ZERO)) > 0
                ? Map.of()
                : booked(names, now);
    }

    /// Whether what came may not show yet, for a minute since something is missing: it is booked on top of a loss only when it must have shown.
    boolean arriving(Map<String, BigDecimal> missing, long firstNanos, long now) {
        return now - firstNanos <= PATIENCE_NANOS && missing.entrySet().stream()
                .anyMatch(each -> each.getValue().signum() < 0
                        && rest(each.getValue(), sure(each.getKey()))
                                .compareTo(each.getValue()) < 0);
    }

    private List<String> sure(String asset) {
        return pending.entrySet().stream()
                .filter(each -> each.getValue().asset().equals(asset)
                        && each.getValue().toldNanos() > rightNanos + SKEW_NANOS)
                .map(Map.Entry::getKey).toList();
    }

    private BigDecimal rest(BigDecimal difference, List<String> names) {
        return difference.subtract(names.stream().map(pending::get).filter(Objects::nonNull)
                .map(AccountFact.Transfer::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private Map<String, AccountFact.Transfer> booked(List<String> names, long now) {
        var made = new TreeMap<String, AccountFact.Transfer>();
        for (String name : names) {
            AccountFact.Transfer one = pending.remove(name);
            if (one != null) {
                made.put(name, one);
                toStream.add(new Booked(name, one.asset(), one.amount(), now));
            }
        }
        return made;
    }

    private BigDecimal sum(List<String> names, int some) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < names.size(); i++) {
            AccountFact.Transfer one = pending.get(names.get(i));
            if ((some >> i & 1) != 0 && one != null) {
                sum = sum.add(one.amount());
            }
        }
        return sum;
    }
}
