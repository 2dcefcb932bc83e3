package io.crossbook.execution.risk;

import io.crossbook.execution.ExecutionState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The limits as they count now: as configured, or, where that has to be earned, with no more at stake than by default until [#ATTEMPTS] attempts are reconciled.
public final class LimitsInForce {

    /// How many attempts must have shown that every account is as the ledger has it.
    public static final int ATTEMPTS = 50;

    private GateSettings configured;
    private GateSettings unearned;
    /// Whose attempts count; null where nothing has to be earned.
    private final @Nullable ExecutionState state;

    private LimitsInForce(GateSettings configured, @Nullable ExecutionState state) {
        this.configured = configured;
        unearned = configured.unearned();
        this.state = state;
    }

    /// Others are configured from now on, all of them at once.
    void change(GateSettings others) {
        configured = others;
        unearned = others.unearned();
    }

    /// What is configured, whether it counts or not.
    GateSettings configured() {
        return configured;
    }

    /// Those that count whatever has happened.
    public static LimitsInForce always(GateSettings configured) {
        return new LimitsInForce(configured, null);
    }

    /// Those that what is known has to earn, as with real money.
    public static LimitsInForce earned(GateSettings configured, ExecutionState state) {
        return new LimitsInForce(configured, state);
    }

    /// Whether real money is traded with: then what is at stake has to be earned, and nothing is taken for granted that an account has not told.
    boolean realMoney() {
        return state != null;
    }

    /// Those that count when so many attempts are reconciled.
    GateSettings at(int reconciled) {
        return state == null || reconciled >= ATTEMPTS ? configured : unearned;
    }

    /// Others of the same kind, which what is known elsewhere has to earn where these have to be earned.
    LimitsInForce elsewhere(GateSettings others, ExecutionState known) {
        return state == null ? always(others) : earned(others, known);
    }

    private GateSettings now() {
        return at(state == null ? 0 : state.record().reconciled());
    }

    /// What does not count yet, in one line; empty when all does.
    public String held() {
        String raised = configured.raised();
        return state == null || raised.isEmpty() || state.record().reconciled() >= ATTEMPTS
                ? ""
                : raised + " until " + ATTEMPTS + " attempts are reconciled: "
                        + state.record().reconciled() + " are";
    }

    /// The same before there is a journal to look at, where anything will have to be earned.
    public static String before(GateSettings configured) {
        String raised = configured.raised();
        return raised.isEmpty()
                ? ""
                : raised + " until " + ATTEMPTS + " live attempts stand reconciled in the journal";
    }

    Bps bps(Setting setting) {
        return now().bps(setting);
    }

    Usdt usdt(Setting setting) {
        return now().usdt(setting);
    }

    Duration time(Setting setting) {
        return now().time(setting);
    }

    Percent percent(Setting setting) {
        return now().percent(setting);
    }

    long count(Setting setting) {
        return now().count(setting);
    }
}
