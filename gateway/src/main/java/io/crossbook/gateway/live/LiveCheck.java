package io.crossbook.gateway.live;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.ClockOffset;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.risk.Setting;
import io.crossbook.gateway.config.Account;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.wire.Keyring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks every exchange that is traded at how far its clock is, what our key may do there, and what is held.
///
/// A key that may withdraw or borrow is refused, as is one that may not trade, a loan, and a clock further off than the gate lets pass. What is not
/// told is refused with real money, and said elsewhere: practice exchanges and test systems tell less.
public final class LiveCheck {

    private static final long MILLI = 1_000_000L;
    /// An answer that took longer says little of a clock; the first one opened the connection.
    private static final long LATE_NANOS = 250 * MILLI;
    private static final int MOST_TIMES = 5;

    /// What one exchange told, and what forbids to trade there.
    public record Finding(String exchange, List<String> told, List<String> problems) {
        public Finding {
            told = List.copyOf(told);
            problems = List.copyOf(problems);
        }

        /// Whether nothing does.
        public boolean well() {
            return problems.isEmpty();
        }
    }

    private final Configuration configuration;
    private final BiFunction<String, Request, CompletableFuture<Answer>> asking;
    private final Keyring keyring;
    private final Clock clock;
    private final Function<String, Map<String, FeeModel.Rate>> rates;
    private final Set<String> secrets = new HashSet<>();
    private final Map<String, ApiKey> keys = new TreeMap<>();
    private final Map<String, String> missing = new HashMap<>();

    /// `asking` signs with `keyring` and never fails; `environment` has the keys; `rates` is what accounts have told, by the instrument's name, that are not asked for
    /// their fees over our own wire.
    public LiveCheck(Configuration configuration,
            Function<String, @Nullable String> environment, Keyring keyring,
            BiFunction<String, Request, CompletableFuture<Answer>> asking, Clock clock,
            Function<String, Map<String, FeeModel.Rate>> rates) {
        this.configuration = configuration;
        this.asking = asking;
        this.keyring = keyring;
        this.clock = clock;
        this.rates = rates;
        traded().forEach(exchange -> {
            Account account = account(exchange);
            List<String> values = account.variables().stream()
                    .map(name -> Objects.requireNonNullElse(environment.apply(name), "").strip())
                    .toList();
            secrets.addAll(values);
            int gap = values.indexOf("");
            if (gap >= 0) {
                missing.put(name(exchange),
                        "the environment lacks " + account.variables().get(gap));
            } else {
                key(exchange, values);
            }
        });
    }

    private void key(Settings.Exchange exchange, List<String> values) {
        Orders orders = orders(exchange);
        try {
            var key = new ApiKey(orders.signer().kind(), values.get(0), values.get(1));
            keys.put(name(exchange), key);
            keyring.add(name(exchange), orders.signer(), key);
        } catch (IllegalArgumentException e) { // never with the secret in its words
            missing.put(name(exchange), String.valueOf(e.getMessage()));
        }
    }

    private static String name(Settings.Exchange exchange) {
        return exchange.entry().name();
    }

    private Account account(Settings.Exchange exchange) {
        return configuration.accounts().getOrDefault(name(exchange), Account.NONE);
    }

    private List<Settings.Exchange> traded() {
        return configuration.settings().exchanges().stream()
                .filter(exchange -> configuration.execution().patience()
                        .containsKey(name(exchange)))
                .toList();
    }

    private static Dialect dialect(Settings.Exchange exchange) {
        return Dialects.of(exchange.dialect(), exchange.entry());
    }

    /// Who is traded at while orders leave takes orders: so the configuration was read.
    private static Orders orders(Settings.Exchange exchange) {
        return Objects.requireNonNull(dialect(exchange).orders(List.of()), "takes no orders");
    }

    /// The keys that there are, by exchange.
    public Map<String, ApiKey> keys() {
        return Map.copyOf(keys);
    }

    /// Asks all of them, one after the other.
    public List<Finding> ask() {
        return traded().stream().map(this::ask).toList();
    }

    private Finding ask(Settings.Exchange exchange) {
        var told = new ArrayList<String>();
        var problems = new ArrayList<String>();
        String gap = missing.get(name(exchange));
        if (gap != null) {
            problems.add(gap);
            return new Finding(name(exchange), told, problems);
        }
        clock(exchange, told, problems);
        long now = clock.now();
        permissions(exchange, orders(exchange).permissions(now), told, problems);
        held(exchange, orders(exchange).balances(now), told, problems);
        if (configuration.execution().mode() == Mode.LIVE) {
            fees(exchange, told, problems);
        }
        return new Finding(name(exchange), told, problems);
    }

    private void clock(Settings.Exchange exchange, List<String> told, List<String> problems) {
        Request request = dialect(exchange).timeRequest();
        var offset = new ClockOffset();
        boolean late = request != null;
        for (int i = 0; late && i < MOST_TIMES; i++) {
            long sent = clock.now();
            Answer answer = asking.apply(name(exchange), request).join();
            long received = clock.now();
            offset.answer(sent, received,
                    answer.ok() ? dialect(exchange).serverTime(answer) : 0);
            late = answer.ok() && received - sent > LATE_NANOS;
        }
        if (!offset.known()) {
            unknown("what its clock says", "", told, problems);
            return;
        }
        keyring.offset(name(exchange), offset.offsetNanos());
        long most = configuration.risk().values().getOrDefault(Setting.MAX_CLOCK_OFFSET,
                Setting.MAX_CLOCK_OFFSET.standard());
        long millis = offset.offsetNanos() / MILLI;
        long surely = (Math.abs(offset.offsetNanos()) - offset.errorNanos()) / MILLI;
        String words = "its clock is " + Math.abs(millis) + " ms "
                + (millis < 0 ? "behind" : "ahead") + ", give or take "
                + Duration.ofNanos(offset.errorNanos()).toMillis();
        told.add(words);
        if (surely > most) {
            problems.add(words + ": at most " + most + " are wanted (maxClockOffsetMillis)");
        }
    }

    private void permissions(Settings.Exchange exchange, List<Request> requests,
            List<String> told, List<String> problems) {
        if (requests.isEmpty()) {
            unknown("what the key may do", "", told, problems);
            return;
        }
        for (Request request : requests) {
            Answered answered = answered(exchange, request);
            if (!(answered.fact instanceof AccountFact.Permissions may)) {
                unknown("what the key may do", answered.why, told, problems);
                continue;
            }
            if (!may.marginMode().isEmpty()) {
                told.add("its account is set to " + may.marginMode());
                if (may.mayBorrow()) {
                    problems.add("the account may borrow, set to " + may.marginMode()
                            + ": one without margin is wanted");
                }
                continue;
            }
            answered.faults.forEach(fault -> (configuration.execution().mode() == Mode.LIVE
                    ? problems
                    : told).add(fault));
            told.add("the key may" + (may.mayTrade() ? "" : " not") + " trade, may"
                    + (may.mayWithdraw() ? "" : " not") + " withdraw");
            if (!may.mayTrade()) {
                problems.add("the key may not trade");
            }
            if (may.mayWithdraw()) {
                problems.add("the key may withdraw: one that may not is wanted");
            }
            if (may.mayBorrow()) {
                problems.add("the key may borrow: one without margin is wanted");
            }
        }
    }

    private void held(Settings.Exchange exchange, Request request, List<String> told,
            List<String> problems) {
        Answered answered = answered(exchange, request);
        if (!(answered.fact instanceof AccountFact.Balances held)) {
            // Nothing that is traded can do without it.
            problems.add("it does not tell what is held: " + answered.why);
            return;
        }
        long some = held.assets().values().stream()
                .filter(balance -> balance.total().signum() > 0).count();
        told.add("it holds " + some + (some == 1 ? " asset" : " assets"));
        List<String> bound = held.assets().keySet().stream().filter(asset -> asset.contains("."))
                .toList();
        if (!bound.isEmpty()) { // Kraken marks so what is staked or bonded
            told.add("not counted as the coin, since no trade spends it: "
                    + String.join(", ", bound));
        }
        held.assets().forEach((asset, balance) -> {
            if (balance.borrowed().signum() != 0) {
                problems.add(balance.borrowed().toPlainString() + " " + asset
                        + " is borrowed: nothing is wanted");
            }
        });
    }

    /// What the gate would not believe of them: an exchange of which it believes nothing is none to trade at.
    private void fees(Settings.Exchange exchange, List<String> told, List<String> problems) {
        Orders orders = FeeQuestions.orders(exchange);
        Request request = orders.fees();
        Map<String, FeeModel.Rate> known;
        String why = "";
        if (request == null) {
            known = rates.apply(name(exchange));
        } else {
            Answer answer = asking.apply(name(exchange), request).join();
            known = orders.fees(answer);
            why = ": " + why(request, answer, orders);
        }
        List<String> all = exchange.instruments().stream()
                .filter(each -> each.kind() == Instrument.Kind.SPOT).map(Instrument::toString)
                .toList();
        List<String> untold = all.stream().filter(each -> !known.containsKey(each)).toList();
        if (untold.isEmpty()) {
            told.add("it tells what trading costs, pair by pair");
        } else if (known.keySet().stream().noneMatch(all::contains)) {
            problems.add("it does not tell what trading costs, pair by pair"
                    + (known.isEmpty() ? why : "") + ": with real money nothing is begun there");
        } else {
            told.add("it does not tell what trading " + String.join(", ", untold)
                    + " costs: with real money nothing is begun there");
        }
    }

    private void unknown(String what, String why, List<String> told, List<String> problems) {
        boolean real = configuration.execution().mode() == Mode.LIVE;
        (real ? problems : told)
                .add("it does not tell " + what + (why.isEmpty() ? "" : ": " + why));
    }

    /// The last fact of an answer, or why there is none.
    private record Answered(@Nullable AccountFact fact, String why, List<String> faults) {}

    private Answered answered(Settings.Exchange exchange, Request request) {
        Answer answer = asking.apply(name(exchange), request).join();
        var heard = new Heard();
        Orders orders = orders(exchange);
        orders.read(request, answer, heard);
        return new Answered(heard.whole ? heard.fact : null, why(request, answer, orders),
                heard.faults);
    }

    /// Never its body: it may hold the key. What an exchange says of a refusal is told, but for what is in the environment's keys.
    private String why(Request request, Answer answer, Orders orders) {
        return switch (answer.phase()) {
            case NOT_SENT -> "not asked: " + answer.why();
            case SENT -> "no answer: " + answer.why();
            case ANSWERED -> {
                String refusal = orders.refusal(request, answer);
                for (String secret : secrets) {
                    refusal = secret.isEmpty() ? refusal : refusal.replace(secret, "***");
                }
                yield "HTTP " + answer.status() + (refusal.isEmpty()
                        ? ", and not what was asked for"
                        : ", it says: " + refusal);
            }
        };
    }
}
