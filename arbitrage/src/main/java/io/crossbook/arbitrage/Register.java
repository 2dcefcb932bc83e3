package io.crossbook.arbitrage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which opportunities are open, and under which ids: one life for all, from opening over changes by steps to the reason that ends it.
///
/// One thread.
final class Register implements Chains.Life {

    private final Opportunities out;
    private final List<Dislocation> open = new ArrayList<>();
    private long lastId;

    Register(Opportunities out) {
        this.out = out;
    }

    @Override
    public void live(Dislocation at, @Nullable Pass reason, long now) {
        at.count(reason);
        Opportunity told = at.open;
        if (reason == Pass.CONSUMED) {
            at.consumed = true;
            return;
        }
        if (reason == null && told == null) {
            at.best = at.foundBps();
            at.consumed = false;
            Opportunity fresh = at.posted(++lastId, Opportunity.State.OPENED, now, now);
            at.open = fresh;
            open.add(at);
            out.told(fresh);
        } else if (reason == null && told != null) {
            at.best = Math.max(at.best, at.foundBps());
            // What is displayed after all of it was taken is news, however alike.
            if (at.consumed || at.moved(told)) {
                at.consumed = false;
                Opportunity fresh = at.posted(told.id(), Opportunity.State.CHANGED,
                        told.openedNanos(), now);
                at.open = fresh;
                out.told(fresh);
            }
        } else if (reason != null && told != null) {
            at.open = null;
            open.remove(at);
            out.told(told.closed(reason, at.best, now));
        }
    }

    int size() {
        return open.size();
    }

    /// One of those that are open, in the order in which they opened.
    Dislocation open(int index) {
        return open.get(index);
    }

    /// When the first of those that are open will be too old, if nothing comes.
    long staleAt() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < open.size(); i++) {
            next = Math.min(next, open.get(i).staleAt());
        }
        return next;
    }

    /// Goes on counting after this id, if it is higher; returns the one that was told last.
    long countFrom(long told) {
        lastId = Math.max(lastId, told);
        return lastId;
    }

    /// Whether this is how an open one was last told, and not all of it was taken since.
    boolean stands(Opportunity told) {
        for (int i = 0; i < open.size(); i++) {
            if (told.equals(open.get(i).open)) {
                return !open.get(i).consumed;
            }
        }
        return false;
    }

    /// What is open, as last told.
    List<Opportunity> told() {
        if (open.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<Opportunity>();
        for (Dislocation each : open) {
            if (each.open != null) {
                all.add(each.open);
            }
        }
        return all;
    }
}
