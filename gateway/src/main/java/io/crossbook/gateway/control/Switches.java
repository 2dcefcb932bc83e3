package io.crossbook.gateway.control;

import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The exchanges that people have switched on or off while it runs: another file does not undo that by the way, but only where it says something else
/// of that exchange than the file before. Any thread.
public final class Switches {

    private final Map<String, Boolean> byHand = new HashMap<>();
    private Settings file;

    /// `file` is what is configured in the beginning.
    public Switches(Settings file) {
        this.file = file;
    }

    /// A person has switched it.
    public synchronized void wished(String exchange, boolean enabled) {
        byHand.put(exchange, enabled);
    }

    /// A fresh file, as it is to come into force: switched as people have, with its limits.
    public Settings kept(Configuration fresh) {
        return kept(fresh.settings()).limited(fresh.risk());
    }

    synchronized Settings kept(Settings fresh) {
        List<Settings.Exchange> exchanges = new ArrayList<>();
        for (Settings.Exchange each : fresh.exchanges()) {
            String name = each.entry().name();
            if (file.exchanges().stream().noneMatch(was -> was.entry().name().equals(name)
                    && was.enabled() == each.enabled())) {
                byHand.remove(name);
            }
            exchanges.add(each.with(byHand.getOrDefault(name, each.enabled())));
        }
        file = fresh;
        return fresh.with(exchanges);
    }
}
