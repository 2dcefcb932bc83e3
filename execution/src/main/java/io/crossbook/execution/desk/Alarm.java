package io.crossbook.execution.desk;

/// Words for people who must look.
@FunctionalInterface
public interface Alarm {

    /// Says it; outside sees to it that somebody hears.
    void raise(String words, long now);
}
