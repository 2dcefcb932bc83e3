package io.crossbook.execution;

/// Where a state leads to, given one piece of news.
///
/// `possible` is false for what cannot happen: it is journaled and halts all trading, but what was told still counts, and `state` is the one
/// that leaves most open.
public record Next<S>(S state, boolean possible) {

    static <S> Next<S> to(S state) {
        return new Next<>(state, true);
    }

    static <S> Next<S> impossible(S state) {
        return new Next<>(state, false);
    }
}
