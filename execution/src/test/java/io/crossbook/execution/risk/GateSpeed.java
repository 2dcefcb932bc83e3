package io.crossbook.execution.risk;

import io.crossbook.execution.Attempt;
import java.util.Arrays;

/// How long the gate takes for an attempt of two legs: once before it is written down, and once when its legs leave. A program, not a test.
final class GateSpeed {

    private static final int ROUNDS = 20_000;

    private GateSpeed() {}

    public static void main(String[] args) {
        GateRig rig = new GateRig().begins();
        rig.offers();
        Attempt.Plan plan = rig.attempt(1).plan();
        Attempt.Plan next = new Half(rig).plan(2);
        GateRig empty = new GateRig().begins();
        for (int i = 0; i < 3; i++) {
            long[] before = new long[ROUNDS];
            long[] after = new long[ROUNDS];
            int denied = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                denied += empty.gate().objection(next, empty.now) == null ? 0 : 1;
                before[round] = System.nanoTime() - start;
                start = System.nanoTime();
                denied += rig.gate().approve(plan.legs(), rig.now) instanceof //
                PreTradeGate.Verdict.Refused ? 1 : 0;
                after[round] = System.nanoTime() - start;
            }
            System.out.println("objection " + told(before) + ", approvals " + told(after)
                    + ", denied " + denied);
        }
    }

    private static String told(long[] nanos) {
        Arrays.sort(nanos);
        return "p50 " + nanos[ROUNDS / 2] / 1_000 + " us, p99 " + nanos[ROUNDS * 99 / 100] / 1_000
                + " us";
    }
}
