package io.crossbook.execution.proof;

import io.crossbook.execution.Entry;
import io.crossbook.execution.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A journal in memory that knows what would survive the death of the process.
final class KeptJournal implements Journal {

    private final List<Entry> entries = new ArrayList<>();
    private final List<Integer> commits = new ArrayList<>();
    private int durable;
    private int old;
    private boolean refuses;
    private Consumer<List<Entry>> written = _ -> {};

    /// Told of every commit.
    void listens(Consumer<List<Entry>> to) {
        written = to;
    }

    /// From here on nothing is kept, until it is opened anew.
    void refuses() {
        refuses = true;
    }

    /// All up to here was there long before: whoever dies, it is.
    void isOld() {
        keep();
        old = durable;
    }

    boolean failed() {
        return refuses;
    }

    @Override
    public long append(List<Entry> commit) {
        entries.addAll(commit);
        commits.add(entries.size());
        written.accept(commit);
        return entries.size();
    }

    List<Entry> entries() {
        return entries;
    }

    /// A hash of all of them, that goes on from another.
    long hash(long from) {
        long hash = from;
        for (Entry entry : entries) {
            hash = hash * 31 + entry.toString().hashCode();
        }
        return hash;
    }

    /// The same, as they were written together.
    List<List<Entry>> commits() {
        var all = new ArrayList<List<Entry>>();
        int from = 0;
        for (int end : commits) {
            all.add(List.copyOf(entries.subList(from, end)));
            from = end;
        }
        return all;
    }

    /// All up to here is kept from now on; how much that is.
    long keep() {
        durable = refuses ? durable : entries.size();
        return durable;
    }

    /// What would survive the process.
    List<Entry> kept() {
        return entries.subList(0, durable);
    }

    /// The process dies: of what was not durable, whole commits are left, so many as chance will have it.
    void dies(Dice dice) {
        cut(durable, dice);
    }

    /// The machine dies: also of what was acknowledged the last commits may be gone, but none up to the last that was to last.
    void losesPower(Dice dice) {
        int lasting = old;
        for (int i = old; i < durable; i++) {
            lasting = entries.get(i).lasting() ? i + 1 : lasting;
        }
        int first = lasting;
        cut(commits.stream().filter(end -> end >= first).findFirst().orElse(0), dice);
    }

    private void cut(int kept, Dice dice) {
        List<Integer> ends = commits.stream().filter(end -> end >= kept).toList();
        int left = ends.isEmpty() ? kept : ends.get((int) dice.below(ends.size()));
        int most = dice.percent(50) ? kept : Math.max(kept, left);
        int keep = refuses ? Math.min(most, durable) : most;
        refuses = false;
        entries.subList(keep, entries.size()).clear();
        commits.removeIf(end -> end > keep);
        durable = keep;
    }
}
