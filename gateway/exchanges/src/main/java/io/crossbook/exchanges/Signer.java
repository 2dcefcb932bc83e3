package io.crossbook.exchanges;

import org.jspecify.annotations.Nullable;

/// How an exchange wants its private requests signed; pure, so that the same input always gives the same bytes.
public interface Signer {

    /// The kind of key that this exchange gives.
    ApiKey.Kind kind();

    /// Signs. `nowMillis` is the exchange's time as well as we know it; `nonce` rises with every request under a key.
    Signed sign(Request request, ApiKey key, long nowMillis, long nonce);

    /// What signs the frames of a connection: the account's key, or what a login was answered with; null when it was answered with nothing of the kind.
    default @Nullable ApiKey session(ApiKey key, Answer login) {
        return key;
    }

    /// The answer to a login as others than the socket may see it.
    default Answer shown(Answer login) {
        return login;
    }

    /// Whether an answer, whatever its status, says that the account asks too much, and nothing was done.
    default boolean limited(Answer answer) {
        return false;
    }

    /// How long a request may still be on its way, in milliseconds: `usual` where it has no deadline, at most `most`; 0 or less when it is too late.
    static long window(Request request, long nowMillis, long usual, long most) {
        long deadline = request.task().deadlineNanos();
        return deadline == 0 ? usual : Math.min(most, deadline / 1_000_000 - nowMillis);
    }
}
