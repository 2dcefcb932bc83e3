package io.crossbook.execution.risk;

import io.crossbook.execution.ExecutionState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The limits as they count now: as configured, or, where that has to be earned, with no more at stake than by default until [#ATTEMPTS] attempts are reconciled.
public final class LimitsInForce {

    /// How many attempts must have shown that every account is as the ledger has it.
    public static final int ATTEMPTS = 50;

    private final GateSettings configured;
    private final GateSettings unearned;
    /// Whose attempts count; null where nothing has to be earned.
    private final @Nullable ExecutionState state;
    private final boolean realMoney;

    private LimitsInForce(GateSettings configured, @Nullable ExecutionState state,
            boolean realMoney) {
        this.configured = configured;
        unearned = configured.unearned();
        this.state = state;
        this.realMoney = realMoney;
    }

    /// Those that count whatever has happened.
    public static LimitsInForce always(GateSettings configured) {
        return new LimitsInForce(configured, null, false);
    }

    /// Those that what is known has to earn, as with real money.
    public static LimitsInForce earned(GateSettings configured, ExecutionState state) {
        return new LimitsInForce(configured, state, true);
    }

    /// Those of real money that count whatever has happened: for a gate that is tested.
    static LimitsInForce drilled(GateSettings configured) {
        return new LimitsInForce(configured, null, true);
    }

    /// Whether real money is traded with: then nothing is taken for granted that an account has not told.
    boolean realMoney() {
        return realMoney;
    }

    private GateSettings now() {
        return state == null || state.record().reconciled() >= ATTEMPTS ? configured : unearned;
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
