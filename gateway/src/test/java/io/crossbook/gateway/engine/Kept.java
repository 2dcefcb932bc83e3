package io.crossbook.gateway.engine;

import io.crossbook.execution.Entry;
import io.crossbook.execution.OrderNews;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A journal in memory, of which so much is kept.
public final class Kept implements Chronicle {

    public final List<Entry> entries = new ArrayList<>();
    long kept;

    /// Nothing was written yet.
    public Kept() {}

    /// What an earlier process has left.
    public static Kept of(List<Entry> past) {
        var journal = new Kept();
        journal.entries.addAll(past);
        journal.kept = past.size();
        return journal;
    }

    public String check() {
        return kept == 0 ? "" : String.valueOf(entries.get((int) kept - 1).hashCode());
    }

    /// Why it was last not gone on with: the code of a denial, at an offer or of what was to leave; empty when there was none.
    String denial() {
        String code = "";
        for (Entry entry : entries) {
            code = switch (entry) {
                case Entry.Denied(_, var denial, _) -> denial.code();
                case Entry.Acted(_, var act, var why, _) when act == OrderNews.ABANDONED ->
                    why.substring(0, why.indexOf(':'));
                case Entry _ -> code;
            };
        }
        return code;
    }

    @Override
    public void past(long count, String check, Consumer<Entry> to) {
        if (count != kept || !check.equals(check())) {
            throw new IllegalStateException("another past");
        }
        entries.subList(0, (int) count).forEach(to);
    }

    @Override
    public long append(List<Entry> commit) {
        entries.addAll(commit);
        return entries.size();
    }
}
