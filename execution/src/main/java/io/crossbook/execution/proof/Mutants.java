package io.crossbook.execution.proof;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// Rules that a proof worth its name sees broken. `docs/proof.md` names them.
public final class Mutants {

    private static final String CORE = "io.crossbook.execution.";
    private static final String DESK = CORE + "desk.";
    private static final ClassDesc DECIMAL = ClassDesc.of("java.math.BigDecimal");
    private static final ClassDesc ORDER = ClassDesc.of(CORE + "Order");
    private static final ClassDesc STATE = ClassDesc.of(CORE + "OrderState");
    private static final ClassDesc RUNG = ClassDesc.of(DESK + "Rung");
    private static final ClassDesc INTENT = ClassDesc.of(CORE + "OrderIntent");
    private static final ClassDesc FILL = ClassDesc.of(CORE + "Fill");
    private static final ClassDesc LIST = ClassDesc.of("java.util.List");
    private static final ClassDesc MAP = ClassDesc.of("java.util.Map");
    private static final ClassDesc RANGE = ClassDesc.of(CORE + "Range");

    private Mutants() {}

    /// All of them, by what they break.
    public static final List<Mutant> ALL = List.of(
            // Orders leave once, and after they were written down.
            new Mutant("sends-twice", "nothing is sent again", DESK + "Coordinator", "send",
                    Edit.twice("forEach")),
            new Mutant("acts-before-it-is-written", "journal before act", DESK + "Coordinator",
                    "tick", Edit.body(Mutants::allIsDurable)),
            new Mutant("ids-come-twice", "an id is used once for ever", DESK + "Unwinding",
                    "intent", Edit.call("numbers", to -> to.pop().iconst_5())),
            new Mutant("epochs-stand-still", "an epoch is never given twice",
                    CORE + "ExecutionState", "epoch", Edit.body(to -> to.iconst_1().ireturn())),
            // An error is not evidence of absence.
            new Mutant("an-error-is-a-refusal", "an error is not evidence of absence",
                    CORE + "Order", "on", Edit.constant("AMBIGUOUS", "REFUSED")),
            new Mutant("not-found-is-a-refusal", "what does not show yet may be there",
                    CORE + "Order", "on", Edit.constant("NOT_FOUND", "NOT_SENT")),
            new Mutant("a-restart-means-not-sent", "what may have left is asked after",
                    CORE + "OrderState", "intended", Edit.constant("UNKNOWN", "REJECTED")),
            new Mutant("dead-at-once", "death has a horizon", DESK + "Patience", "horizon",
                    Edit.body(to -> to.aload(1).invokevirtual(ORDER, "leftNanos",
                            MethodTypeDesc.of(ConstantDescs.CD_long)).lreturn())),
            new Mutant("no-late-watch", "what nobody enforces is watched for ten minutes",
                    DESK + "Patience", "lateWatchNanos",
                    Edit.body(to -> to.lconst_0().lreturn())),
            new Mutant("never-asks", "what is not known is asked after", DESK + "Questions",
                    "question", Edit.call("ask", to -> to.pop2().pop2())),
            // What was told counts, once.
            new Mutant("duplicates-count", "fills are merged by trade id", CORE + "Order",
                    "knows|traded", Edit.call("get", to -> to.pop2().aconst_null())),
            new Mutant("late-news-is-ignored", "a late fill reopens", CORE + "Order", "knows",
                    Edit.body(Mutants::whatHasEnded)),
            new Mutant("an-end-needs-no-fills", "an order is resolved when its fills are there",
                    CORE + "Order", "agrees", Edit.says(true)),
            new Mutant("what-is-said-to-be-filled-is-ignored", "the exchange's sum is kept apart",
                    CORE + "Order", "told", Edit.call("max", CodeBuilder::pop)),
            new Mutant("what-is-insisted-on-is-doubted",
                    "what an exchange insists on is what it means", CORE + "Order", "told",
                    Edit.call("compareTo", to -> to.pop2().iconst_1())),
            // Exposure.
            new Mutant("open-orders-are-no-exposure", "what may still fill is counted in full",
                    CORE + "Order", "rest",
                    Edit.body(to -> to.getstatic(RANGE, "NOTHING", RANGE).areturn())),
            new Mutant("unknown-is-resolved", "nothing is decided while something is unknown",
                    CORE + "Attempt", "resolved", Edit.says(true)),
            // Money.
            new Mutant("fees-are-not-booked", "every coin is in the ledger", CORE + "Trade",
                    "commit", Edit.call("fee", Mutants::zero)),
            new Mutant("fees-are-not-counted", "residue is net of fees taken in the base",
                    CORE + "Trade", "net", Edit.call("fee", Mutants::zero)),
            new Mutant("fills-are-not-posted", "every fill is in the ledger",
                    CORE + "ExecutionState", "told",
                    Edit.branch(Opcode.IF_ICMPLE, Opcode.IF_ICMPGT)),
            new Mutant("sells-pay-like-buys", "what comes in has another sign than what goes out",
                    CORE + "Trade", "quote", Edit.call("negate", _ -> {})),
            new Mutant("spot-borrows", "a sell is at most the own free base",
                    CORE + "risk.ExposureChecks", "balance",
                    Edit.body(to -> to.aconst_null().areturn())),
            new Mutant("a-pause-is-forgotten", "what is paused stays so until a human has looked",
                    CORE + "Pauses", "pause", Edit.body(to -> to.return_())),
            new Mutant("limits-are-what-was-paid", "what is booked is what was traded for",
                    CORE + "Trade", "quote",
                    Edit.call("cost", to -> to.pop().aload(0)
                            .invokevirtual(INTENT, "limit", MethodTypeDesc.of(DECIMAL)).aload(1)
                            .invokevirtual(FILL, "size", MethodTypeDesc.of(DECIMAL))
                            .invokevirtual(DECIMAL, "multiply",
                                    MethodTypeDesc.of(DECIMAL, DECIMAL)))),
            new Mutant("any-loss-is-a-fee", "no more is a fee than fees can be", DESK + "Moved",
                    "charges", Edit.says(true)),
            new Mutant("an-own-fill-is-foreign",
                    "what may be an own order is asked for before somebody else is said to have traded",
                    DESK + "Untold", "of", Edit.body(Mutants::none)),
            new Mutant("dust-is-no-exposure", "what attempts leave as dust is counted",
                    CORE + "ExecutionState", "exposure",
                    Edit.call("dust", to -> to.pop().invokestatic(MAP, "of",
                            MethodTypeDesc.of(MAP), true))),
            new Mutant("a-fill-costs-its-price",
                    "what an exchange says that a fill has cost is booked",
                    CORE + "Trade", "quote",
                    Edit.call("cost", to -> to.pop().aload(1)
                            .invokevirtual(FILL, "price", MethodTypeDesc.of(DECIMAL)).aload(1)
                            .invokevirtual(FILL, "size", MethodTypeDesc.of(DECIMAL))
                            .invokevirtual(DECIMAL, "multiply",
                                    MethodTypeDesc.of(DECIMAL, DECIMAL)))),
            new Mutant("the-history-is-not-read",
                    "what a history tells makes up what balances show", DESK + "TransferHistory",
                    "making", Edit.body(to -> to
                            .invokestatic(MAP, "of", MethodTypeDesc.of(MAP), true).areturn())),
            new Mutant("a-stream-books-again",
                    "what was booked is not booked again when a stream tells it late",
                    DESK + "TransferHistory", "booked",
                    Edit.call("add", to -> to.pop2().iconst_1())),
            // What the journal has lost.
            new Mutant("adoption-is-dropped", "what the journal has lost is adopted",
                    DESK + "Recovery", "found", Edit.nothing()),
            new Mutant("explains-before-sweeps-settle",
                    "a difference may be an order that does not show yet",
                    DESK + "Reconciliation", "look",
                    Edit.call("shown", to -> to.pop2().pop2().iconst_1())),
            new Mutant("attempts-come-twice", "the number of an attempt is used once for ever",
                    CORE + "ExecutionState", "nextAttempt",
                    Edit.call("max", to -> to.lstore(1).pop2().lload(1))),
            new Mutant("sweeps-from-now-on", "a sweep reaches back to where the journal ends",
                    CORE + "Gaps", "since",
                    Edit.body(to -> to.loadConstant(Long.MAX_VALUE).lreturn())),
            new Mutant("what-is-there-shows-at-once",
                    "what was left behind is looked for until it must show", DESK + "Patience",
                    "shownNanos", Edit.body(to -> to.lconst_0().lreturn())),
            new Mutant("a-boot-is-not-waited-for", "what must last is waited for", CORE + "Entry",
                    "lasting", Edit.says(false)),
            new Mutant("a-leg-alone-is-even",
                    "the base of a leg whose others are lost must not stay", CORE + "Attempt",
                    "between", Edit.call("forEach", CodeBuilder::pop2)),
            new Mutant("unwinds-where-nothing-was-shown",
                    "nothing is unwound where nobody knows what is there", DESK + "Unwinding",
                    "intent", Edit.call("test", to -> to.pop2().iconst_1())),
            new Mutant("a-lost-rung-is-not-waited-for",
                    "a rung that the journal has lost may stand anywhere", DESK + "Recovery",
                    "hides", Edit.says(false)),
            new Mutant("one-silence-holds-all",
                    "an exchange that is silent holds up only what has orders there",
                    DESK + "Coordinator", "climbing",
                    Edit.call("allMatch", Mutants::allIsRecovered)),
            // Limits, and what has to be earned.
            new Mutant("a-budget-is-no-matter", "an attempt loses no more than its budget",
                    DESK + "Unwinding", "limit",
                    Edit.call("lossBudget", to -> to.pop().loadConstant(1_000L)
                            .invokestatic(DECIMAL, "valueOf",
                                    MethodTypeDesc.of(DECIMAL, ConstantDescs.CD_long)))),
            denies("a-days-loss-is-no-matter", "a day loses no more than its limit",
                    "TradingChecks", "loss"),
            denies("many-at-once", "so many attempts at an instrument are under way at a time",
                    "TradingChecks", "inFlight"),
            denies("as-large-as-it-likes", "an attempt spends no more than its limit",
                    "AttemptChecks", "worth|signals"),
            denies("a-coin-has-no-limit", "no more is in one coin than its limit",
                    "ExposureChecks", "pair"),
            denies("all-coins-have-no-limit", "no more is in all coins than their limit",
                    "ExposureChecks", "total"),
            denies("an-exchange-has-no-limit", "no more may trade at an exchange than its limit",
                    "ExposureChecks", "exchange"),
            denies("fees-need-no-coin", "the coin that pays a fee is there",
                    "ExposureChecks", "feeCoin"),
            new Mutant("limits-need-not-be-earned",
                    "more than by default is at stake only after 50 reconciled attempts",
                    CORE + "risk.LimitsInForce", "now",
                    Edit.body(to -> to.aload(0)
                            .getfield(ClassDesc.of(CORE + "risk.LimitsInForce"), "configured",
                                    ClassDesc.of(CORE + "risk.GateSettings"))
                            .areturn())),
            new Mutant("what-differs-is-reconciled",
                    "after what differed no attempt counts as reconciled", DESK + "Agreements",
                    "differed", Edit.nothing()),
            new Mutant("what-a-history-explains-agrees",
                    "what a history explains has differed all the same",
                    DESK + "Reconciliation", "book", Edit.call("differed", CodeBuilder::pop2)),
            new Mutant("one-exchange-speaks-for-all",
                    "each exchange of an attempt has to agree", DESK + "Agreements",
                    "agreed|lambda.agreed.*", Edit.call("isEmpty", to -> to.pop().iconst_1())),
            new Mutant("what-is-open-again-is-reconciled",
                    "what was told late has to be compared too", DESK + "Agreements", "reopened",
                    Edit.says(false)),
            new Mutant("where-nothing-is-known-all-agrees",
                    "an order that has left may have traded", DESK + "Agreements",
                    "lambda.closed.*",
                    Edit.call("leftNanos", to -> to
                            .invokevirtual(ORDER, "filled", MethodTypeDesc.of(DECIMAL))
                            .invokevirtual(DECIMAL, "signum",
                                    MethodTypeDesc.of(ConstantDescs.CD_int))
                            .i2l())),
            new Mutant("legs-need-no-proof", "legs leave one after the other until that is worse",
                    DESK + "LegSequence", "together", Edit.says(true)),
            new Mutant("no-proof-is-enough", "what is shown to be better is done",
                    CORE + "Departures", "together", Edit.says(false)),
            new Mutant("what-it-brought-is-no-matter", "together only where that is better",
                    CORE + "Departures$Known", "better", Edit.says(true)),
            new Mutant("few-attempts-are-proof", "fewer than 200 attempts show nothing",
                    CORE + "Departures$Known", "closed",
                    Edit.branch(Opcode.IF_ICMPLT, Opcode.IF_ICMPGE)),
            // Stopped, and by hand.
            new Mutant("a-halt-stops-nothing", "nothing is begun while it is halted",
                    CORE + "risk.TradingChecks", "halted",
                    Edit.body(to -> to.aconst_null().areturn())),
            new Mutant("only-the-first-halt-is-written", "every reason to halt is written down",
                    CORE + "ExecutionState", "haltedBy", Edit.body(Mutants::anyHalt)),
            new Mutant("a-lease-is-no-matter", "nothing leaves without the lease",
                    CORE + "risk.TradingChecks", "lease",
                    Edit.body(to -> to.aconst_null().areturn())),
            new Mutant("a-failed-journal-is-ignored", "what cannot be written is not done",
                    DESK + "Coordinator", "journalFailed", Edit.nothing()),
            new Mutant("a-denial-is-written-each-time",
                    "a denial is written once for each reason", DESK + "Coordinator", "offered",
                    Edit.call("add", to -> to.pop2().iconst_1())),
            new Mutant("cleared-is-left-over-still", "what a human has cleared is not traded again",
                    CORE + "Attempt", "residue", Edit.call("forEach", CodeBuilder::pop2)),
            new Mutant("clears-what-is-not-known", "what is not known cannot be cleared",
                    DESK + "ByHand", "clear",
                    Edit.call("resolved", to -> to.pop().iconst_1())),
            new Mutant("what-is-written-off-is-no-exposure",
                    "what may have filled of what is written off counts until it is shown",
                    CORE + "Order", "exposure",
                    Edit.body(to -> to.aload(0)
                            .invokevirtual(ORDER, "rest", MethodTypeDesc.of(RANGE)).areturn())),
            new Mutant("what-was-written-off-is-traded",
                    "what comes to light of what was written off is for a human",
                    CORE + "Attempt", "writtenOff", Edit.says(false)),
            new Mutant("by-hand-without-end", "what a human allows to be lost is all that is lost",
                    DESK + "Unwinding", "limit",
                    Edit.call("lossBps", to -> to.pop().sipush(1_000))),
            new Mutant("a-stop-comes-too-soon", "what is parked waits until its stop",
                    DESK + "Parked", "tries",
                    Edit.call("getAsInt", to -> to.pop().sipush(10_000))),
            new Mutant("a-stop-never-comes", "what has lost as much as its stop is traded away",
                    DESK + "Parked", "stop", Edit.nothing()),
            // To the end.
            new Mutant("cancels-nothing", "no order of ours rests", DESK + "Questions", "silent",
                    Edit.call("cancel", to -> to.pop2().pop2())),
            new Mutant("a-refused-cancel-is-an-end",
                    "that a cancel is refused says nothing of the order", CORE + "Order",
                    "on|knows", Edit.constant("CANCEL_REFUSED", "ENDED_CANCELLED")),
            new Mutant("the-second-leg-never-follows", "every leg is sent or given up",
                    DESK + "Coordinator", "next", Edit.nothing()),
            new Mutant("never-unwinds", "what is left over is traded away", DESK + "Steps",
                    "climb", Edit.nothing()),
            new Mutant("unwind-above-its-cap", "what a human allows is the most", DESK + "Steps",
                    "unwind", Edit.call("byHand", to -> to.pop().sipush(1_000)
                            .invokestatic(RUNG, "byHand",
                                    MethodTypeDesc.of(RUNG, ConstantDescs.CD_int)))),
            new Mutant("parks-in-silence", "what is parked is called out", DESK + "Parked",
                    "call", Edit.nothing()),
            new Mutant("never-closes", "every attempt is closed with what it brought",
                    DESK + "Steps", "close", Edit.nothing()));

    /// A check of the gate that denies nothing.
    private static Mutant denies(String name, String breaks, String type, String method) {
        return new Mutant(name, breaks, CORE + "risk." + type, method,
                Edit.body(to -> to.aconst_null().areturn()));
    }

    private static void zero(CodeBuilder to) {
        to.pop().getstatic(DECIMAL, "ZERO", DECIMAL);
    }

    private static void allIsDurable(CodeBuilder to) {
        to.aload(0).loadConstant(Long.MAX_VALUE).lload(1)
                .invokevirtual(ClassDesc.of(DESK + "Coordinator"), "durable",
                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long,
                                ConstantDescs.CD_long))
                .return_();
    }

    private static void none(CodeBuilder to) {
        to.invokestatic(LIST, "of", MethodTypeDesc.of(LIST), true).areturn();
    }

    private static void anyHalt(CodeBuilder to) {
        to.aload(0).getfield(ClassDesc.of(CORE + "ExecutionState"), "halts", MAP)
                .invokeinterface(MAP, "isEmpty", MethodTypeDesc.of(ConstantDescs.CD_boolean))
                .iconst_1().ixor().ireturn();
    }

    private static void allIsRecovered(CodeBuilder to) {
        to.pop2().aload(0)
                .getfield(ClassDesc.of(DESK + "Coordinator"), "recovery",
                        ClassDesc.of(DESK + "Recovery"))
                .invokevirtual(ClassDesc.of(DESK + "Recovery"), "waitingFor",
                        MethodTypeDesc.of(ConstantDescs.CD_String))
                .invokevirtual(ConstantDescs.CD_String, "isEmpty",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean));
    }

    private static void whatHasEnded(CodeBuilder to) {
        to.aload(0).getfield(ORDER, "state", STATE)
                .invokevirtual(STATE, "ended", MethodTypeDesc.of(ConstantDescs.CD_boolean))
                .ireturn();
    }
}
