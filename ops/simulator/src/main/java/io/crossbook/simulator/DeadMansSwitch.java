package io.crossbook.simulator;

import java.util.HashMap;
import java.util.Map;

/// Cancels all orders of an account once nobody has renewed it in time, and disarms itself.
final class DeadMansSwitch {

    private final TradingDesk desk;
    private final Map<Account, Timeline.Task> armed = new HashMap<>();

    DeadMansSwitch(TradingDesk desk) {
        this.desk = desk;
    }

    /// Strikes so many milliseconds from now, unless armed anew or disarmed before.
    void arm(Account account, long millis) {
        disarm(account);
        armed.put(account, desk.timeline().after(millis, () -> {
            armed.remove(account);
            desk.cancelAll(account);
        }));
    }

    void disarm(Account account) {
        Timeline.Task before = armed.remove(account);
        if (before != null) {
            before.cancel();
        }
    }
}
