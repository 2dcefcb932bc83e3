package io.crossbook.gateway;

import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Switches;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.loop.Inbox;
import io.crossbook.gateway.wire.Quota;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What files and people want of the engine, handed to it in the order in which it was wanted: who has switched an exchange off must not find it switched on by a
/// file that was being read meanwhile. Nothing of what the inbox has no room for is remembered. Any thread but for [#taken].
final class Steering {

    private final Inbox inbox;
    private final Switches switches;
    private final Map<String, Quota> quotas = new ConcurrentHashMap<>();
    /// A future for each configuration that waits in the inbox, in its order.
    private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();

    private final Consumer<Settings> configured;
    private final BiConsumer<String, Boolean> switched;

    /// `configured` and `switched` are told of what the engine has taken, in its order and on its thread.
    Steering(Inbox inbox, Settings first, Consumer<Settings> configured,
            BiConsumer<String, Boolean> switched) {
        this.inbox = inbox;
        this.configured = configured;
        this.switched = switched;
        switches = new Switches(first);
    }

    /// What may be asked of an exchange.
    Quota quota(String exchange) {
        return quotas.getOrDefault(exchange, Quota.CAUTIOUS);
    }

    /// These are in force once the future is done, which [IllegalStateException] ends at once where the inbox is full.
    synchronized CompletableFuture<Void> configure(Settings fresh) {
        if (!inbox.reserve()) {
            return CompletableFuture
                    .failedFuture(new IllegalStateException("the engine's inbox is full"));
        }
        fresh.exchanges().forEach(exchange -> quotas.put(exchange.entry().name(),
                Quota.ofDialect(exchange.dialect(), exchange.entry().options())));
        var taken = new CompletableFuture<Void>();
        waiting.add(taken);
        inbox.fact(new Input.Configured(fresh));
        return taken;
    }

    /// The same of a file: what people have switched stays as they have.
    synchronized CompletableFuture<Void> follow(Configuration file) {
        CompletableFuture<Void> taken = configure(switches.kept(file));
        if (!taken.isCompletedExceptionally()) {
            switches.follow(file.settings());
        }
        return taken;
    }

    /// False where the inbox is full.
    synchronized boolean wish(Input.Wish wish) {
        if (!inbox.offer(new Input.Command(wish))) {
            return false;
        }
        if (wish instanceof Input.Wish.Enable(String exchange, boolean enabled)) {
            switches.wished(exchange, enabled);
        }
        return true;
    }

    /// The engine has taken this. The engine's thread.
    void taken(Input input) {
        switch (input) {
            case Input.Configured(Settings fresh) -> {
                configured.accept(fresh);
                CompletableFuture<Void> first = waiting.poll();
                if (first != null) {
                    first.complete(null);
                }
            }
            case Input.Command(Input.Wish.Enable(String exchange, boolean enabled)) ->
                switched.accept(exchange, enabled);
            default -> {
            }
        }
    }
}
