package io.crossbook.execution.risk;

/// Stops all that adds risk, from any thread, at once. Latched: it stays until a human re-arms.
///
/// The gate asks it before every order, so it works before the engine has had time to write the halt down; asking never waits.
public final class KillSwitch {

    private static final Pulled NOT = new Pulled("", 0);

    private volatile Pulled pulled = NOT;

    /// The first reason since it was last released, and how often it was pulled.
    record Pulled(String why, int times) {}

    /// Stops. `reason` says who wanted it and why.
    public synchronized void pull(String reason) {
        String said = reason.isEmpty() ? "no reason was given" : reason;
        pulled = pulled.times == 0
                ? new Pulled(said, 1)
                : new Pulled(pulled.why, pulled.times + 1);
    }

    /// Why it was pulled; empty when it was not.
    public String why() {
        return pulled.why;
    }

    Pulled seen() {
        return pulled;
    }

    /// A human has allowed it again, who knew of what was `seen`. What was pulled since stays.
    synchronized void release(Pulled seen) {
        if (pulled.equals(seen)) {
            pulled = NOT;
        }
    }
}
