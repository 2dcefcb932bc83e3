package io.crossbook.gateway.tape;

import java.util.function.Consumer;

/// Hands alarms on, and tells whoever trades when a recording that has stopped shall stop trading, and when it may go on.
final class Trading implements TapeAlarms {

    private final TapeAlarms alarms;
    private Consumer<String> withhold = _ -> {};
    private String why = "";

    Trading(TapeAlarms alarms) {
        this.alarms = alarms;
    }

    synchronized void tell(Consumer<String> listener) {
        withhold = listener;
        if (!why.isEmpty()) {
            withhold.accept(why);
        }
    }

    private synchronized void now(String newWhy) {
        if (!newWhy.equals(why)) {
            why = newWhy;
            withhold.accept(newWhy);
        }
    }

    @Override
    public void recovered(String file, long cut, long last, String reason) {
        alarms.recovered(file, cut, last, reason);
    }

    @Override
    public void stopped(long last, String reason, TapeSettings.OnDiskFull policy) {
        alarms.stopped(last, reason, policy);
        if (policy == TapeSettings.OnDiskFull.STOP_TRADING) {
            now("the tape has stopped (" + reason + "): what is done could not be explained");
        }
    }

    @Override
    public void resumed(long last) {
        alarms.resumed(last);
        now("");
    }

    @Override
    public void hole(long first, long last) {
        alarms.hole(first, last);
    }

    @Override
    public void pruned(String file) {
        alarms.pruned(file);
    }

    @Override
    public void unpruned(String file, String reason) {
        alarms.unpruned(file, reason);
    }
}
