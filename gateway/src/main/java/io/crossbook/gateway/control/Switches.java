package io.crossbook.gateway.control;

import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Settings;
import java.util.HashMap;
import java.util.Map;

/// The exchanges that people have switched on or off while it runs: another file does not undo that by the way, but only where it says something else
/// of that exchange than the file before. One thread at a time.
public final class Switches {

    private final Map<String, Boolean> byHand = new HashMap<>();
    private Settings file;

    /// `file` is what is configured in the beginning.
    public Switches(Settings file) {
        this.file = file;
    }

    /// A person has switched it.
    public void wished(String exchange, boolean enabled) {
        byHand.put(exchange, enabled);
    }

    /// A fresh file, as it is to come into force: switched as people have, with its limits.
    public Settings kept(Configuration fresh) {
        return kept(fresh.settings()).limited(fresh.risk());
    }

    Settings kept(Settings fresh) {
        return fresh.with(fresh.exchanges().stream().map(each -> each.with(same(each)
                ? byHand.getOrDefault(each.entry().name(), each.enabled())
                : each.enabled())).toList());
    }

    /// This file comes into force: where it says something else of an exchange, that counts and no longer what people wished.
    public void follow(Settings fresh) {
        fresh.exchanges().stream().filter(each -> !same(each))
                .forEach(each -> byHand.remove(each.entry().name()));
        file = fresh;
    }

    private boolean same(Settings.Exchange fresh) {
        return file.exchanges().stream()
                .anyMatch(was -> was.entry().name().equals(fresh.entry().name())
                        && was.enabled() == fresh.enabled());
    }
}
