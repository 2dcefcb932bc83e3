package io.crossbook.gateway.keys;

import java.util.Arrays;

/// Something that must never be read by anybody but whom it is for: no text, no JSON and no message shows it, and it can be erased.
///
/// Any thread. What was made a [String] of cannot be erased: [#text] is for those who take nothing else.
public final class Secret implements AutoCloseable {

    private char[] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    /// Of a text that somebody already has.
    public static Secret of(String text) {
        return new Secret(text.toCharArray());
    }

    /// Of characters that are kept here from now on; a copy that the caller has is the caller's to erase.
    public static Secret of(char[] characters) {
        return new Secret(characters.clone());
    }

    /// What it is. [IllegalStateException] once it was erased.
    public synchronized String text() {
        return new String(characters());
    }

    synchronized char[] characters() {
        if (characters.length == 0) {
            throw new IllegalStateException("this secret was erased, or never was one");
        }
        return characters;
    }

    /// How long it is.
    public synchronized int length() {
        return characters.length;
    }

    /// Overwrites it: nobody finds it in the memory any more.
    @Override
    public synchronized void close() {
        Arrays.fill(characters, '\0');
        characters = new char[0];
    }

    /// Nothing of it.
    @Override
    public String toString() {
        return "a secret";
    }

    /// No two are compared by what they are: that would take longer the more of it is right.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
