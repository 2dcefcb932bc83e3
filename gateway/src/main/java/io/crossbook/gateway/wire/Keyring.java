package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Signer;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.loop.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Our keys, and the one door through which anything signed leaves: at the last moment, to where the mode allows, past the latch.
///
/// What may not leave is [Signed.Late] with the reason. Sessions that logins were answered with stay here. Any thread.
public final class Keyring {

    /// A shorter token could not be told from data where it has to be blanked.
    private static final int SHORTEST_TOKEN = 8;

    private final Mode mode;
    private final Latch latch;
    private final Clock clock;
    private final Consumer<String> secrets;
    private final Map<String, Holder> holders = new ConcurrentHashMap<>();

    /// An account at one exchange.
    private static final class Holder {
        final Signer signer;
        final ApiKey key;
        final AtomicLong nonce = new AtomicLong();
        volatile @Nullable ApiKey session;
        volatile long offsetNanos;
        /// Where frames go, once it was looked at: few addresses, and many frames.
        final Set<String> allowed = ConcurrentHashMap.newKeySet();

        Holder(Signer signer, ApiKey key) {
            this.signer = signer;
            this.key = key;
            // Where frames need no login of their own, this is the key itself.
            session = signer.session(key, Rest.notSent("nobody has logged in"));
        }

        /// Above all that went before, also before a restart: no request takes less than a microsecond.
        long nonce(long micros) {
            return nonce.updateAndGet(last -> Math.max(last + 1, micros));
        }

        String foreign(Mode mode, Request request) {
            if (allowed.contains(request.url())) {
                return "";
            }
            String foreign = Urls.foreign(mode, request.url());
            if (foreign.isEmpty() && request.framed()) {
                allowed.add(request.url());
            }
            return foreign;
        }
    }

    /// @param clock epoch nanoseconds, as deadlines are counted in
    /// @param secrets hears of every token before it travels
    public Keyring(Mode mode, Latch latch, Clock clock, Consumer<String> secrets) {
        this.mode = mode;
        this.latch = latch;
        this.clock = clock;
        this.secrets = secrets;
    }

    /// No keys: nothing signed leaves.
    public static Keyring none() {
        return new Keyring(Mode.WATCH, new Latch(), () -> 0, _ -> {});
    }

    /// Signs with this from now on. What an earlier key had logged in is gone: where frames carry a token, connections have to be opened anew.
    public void add(String exchange, Signer signer, ApiKey key) {
        holders.put(exchange, new Holder(signer, key));
    }

    /// Whether there is a key.
    public boolean knows(String exchange) {
        return holders.containsKey(exchange);
    }

    /// The exchange's clock less ours.
    public void offset(String exchange, long nanos) {
        Holder holder = holders.get(exchange);
        if (holder != null) {
            holder.offsetNanos = nanos;
        }
    }

    /// What stops legs; the same for all exchanges.
    public Latch latch() {
        return latch;
    }

    /// How long until the request's deadline, in nanoseconds; `Long.MAX_VALUE` when it has none.
    long left(String exchange, Request request) {
        Holder holder = holders.get(exchange);
        long deadline = request.about().signed() ? request.task().deadlineNanos() : 0;
        return holder == null || deadline == 0
                ? Long.MAX_VALUE
                : deadline - clock.now() - holder.offsetNanos;
    }

    /// Why this will never be signed; empty when it may be. What is not signed at all is no business of ours.
    String refusal(String exchange, Request request) {
        if (!request.about().signed()) {
            return "";
        }
        Holder holder = holders.get(exchange);
        return holder == null
                ? "there is no key for " + exchange
                : holder.foreign(mode, request);
    }

    /// Signs what is about to be written.
    Signed sign(String exchange, Request request) {
        String refusal = refusal(exchange, request);
        Holder holder = holders.get(exchange);
        if (holder == null || !refusal.isEmpty()) {
            return new Signed.Late(request, refusal);
        }
        ApiKey with = request.framed() ? holder.session : holder.key;
        if (with == null) {
            return new Signed.Late(request, "nobody is logged in at " + exchange);
        }
        long now = clock.now();
        Signed signed = holder.signer.sign(request, with, (now + holder.offsetNanos) / 1_000_000,
                request.framed() ? 0 : holder.nonce(now / 1_000));
        // Last, so that as little as can be lies between it and the write.
        String stopped = latch.stops(request);
        return stopped.isEmpty() ? signed : new Signed.Late(request, stopped);
    }

    /// Whether the exchange has refused this because an account of ours asks too much.
    boolean limited(String exchange, Request request, Answer answer) {
        Holder holder = holders.get(exchange);
        return holder != null && request.about().signed() && holder.signer.limited(answer);
    }

    /// An answer as others than the socket may see it; the session that it brought is kept here.
    Answer shown(String exchange, Request request, Answer answer) {
        Holder holder = holders.get(exchange);
        if (holder == null || request.about() != Request.About.LOGIN || request.framed()) {
            return answer;
        }
        ApiKey session = holder.signer.session(holder.key, answer);
        if (session != null && !session.equals(holder.key)) {
            if (session.id().length() < SHORTEST_TOKEN) {
                return Rest.notSent("logged in, but with a token too short to be kept secret");
            }
            secrets.accept(session.id());
        }
        if (session != null) {
            holder.session = session; // else an older one may still do
        }
        return holder.signer.shown(answer);
    }
}
