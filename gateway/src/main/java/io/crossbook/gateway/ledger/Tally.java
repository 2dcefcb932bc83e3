package io.crossbook.gateway.ledger;

/// Tells what became of the entries: numbers only rise, and that it failed is told once. Any thread; one call at a time.
final class Tally {

    private final Receipts to;
    private long durable;
    private boolean failed;

    Tally(Receipts to, long durable) {
        this.to = to;
        this.durable = durable;
    }

    synchronized void durable(long number) {
        if (number > durable) {
            durable = number;
            to.durable(number);
        }
    }

    /// True when it was the first time.
    synchronized boolean failed(String why) {
        boolean first = !failed;
        if (first) {
            failed = true;
            to.failed(why);
        }
        return first;
    }

    synchronized void lease(long untilNanos) {
        to.lease(untilNanos);
    }

    synchronized long durable() {
        return durable;
    }

    synchronized boolean failed() {
        return failed;
    }
}
