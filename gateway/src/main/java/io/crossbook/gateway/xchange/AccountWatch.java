package io.crossbook.gateway.xchange;

import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the accounts of all enabled exchanges again and again, and tells the engine what is news. Any thread.
public final class AccountWatch {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long PERIOD_MILLIS = 30_000;

    /// Runs a task once, later.
    public interface Later {
        void after(long millis, Runnable task);
    }

    private final Accounts accounts;
    private final Inlet inlet;
    private final Later later;
    private final Map<String, Keys> keys;
    private final Map<String, Input.Word> told = new HashMap<>();
    private List<Settings.Exchange> exchanges = List.of();
    private boolean begun;
    private boolean closed;

    /// `keys` by exchange.
    public AccountWatch(Accounts accounts, Map<String, Keys> keys, Inlet inlet, Later later) {
        this.accounts = accounts;
        this.keys = Map.copyOf(keys);
        this.inlet = inlet;
        this.later = later;
    }

    /// These exchanges are configured from now on.
    public synchronized void configured(Settings settings) {
        exchanges = settings.exchanges();
        for (Settings.Exchange exchange : exchanges) {
            if (keys.containsKey(exchange.entry().name()) && !Accounts.serves(exchange.dialect())) {
                LOG.warn(
                        "{}: its account is not asked: XChange's services for dialect {} are not used",
                        exchange.entry().name(), exchange.dialect());
            }
        }
        if (!begun && !keys.isEmpty()) {
            begun = true;
            ask();
        }
    }

    /// Asks nobody any more.
    public synchronized void close() {
        closed = true;
    }

    private synchronized void ask() {
        if (closed) {
            return;
        }
        for (Settings.Exchange exchange : exchanges) {
            Keys own = keys.get(exchange.entry().name());
            if (own != null && exchange.enabled()) {
                var _ = accounts.ask(exchange, own).thenAccept(this::tell);
            }
        }
        later.after(PERIOD_MILLIS, this::ask);
    }

    private synchronized void tell(List<Input.Word> words) {
        for (Input.Word word : words) {
            String name = "account " + word.exchange() + " " + word.getClass().getSimpleName();
            // Rates are dated by the oldest: more of them may be of the same date.
            if (!word.equals(told.put(name, word)) && !closed) {
                inlet.state(name, new Input.Account(word));
            }
        }
    }
}
