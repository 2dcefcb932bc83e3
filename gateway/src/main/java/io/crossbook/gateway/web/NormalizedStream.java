package io.crossbook.gateway.web;

import io.crossbook.books.Listing;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.Spelling;
import io.crossbook.gateway.feed.Subscriber;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One reader of `/ws-stream-normalized?options=…`, as tardis-machine serves it.
///
/// `options` is read by [NormalizedOption]. Those that make no sense, or ask for more topics than one client may have, are closed with 1008 and a reason.
final class NormalizedStream implements Subscriber {

    private static final long REFUSAL_MILLIS = 50;
    private static final long MOST_LEVELS = 500_000;

    private final Vertx vertx;
    private final Client client;
    private final List<NormalizedOption> options;

    private NormalizedStream(Vertx vertx, Client client, List<NormalizedOption> options) {
        this.vertx = vertx;
        this.client = client;
        this.options = options;
    }

    /// Takes a client in, or closes it.
    static void serve(Vertx vertx, Client client, Set<String> exchanges, Broadcast broadcast) {
        List<NormalizedOption> options = List.of();
        String wrong = "";
        try {
            options = read(Query.parameter(client.query(), "options"), exchanges);
        } catch (IllegalArgumentException e) {
            wrong = String.valueOf(e.getMessage());
        }
        var stream = new NormalizedStream(vertx, client, options);
        if (wrong.isEmpty()) {
            client.onClose(() -> broadcast.leave(stream));
            broadcast.join(stream);
        } else {
            stream.refused(wrong);
        }
    }

    private static List<NormalizedOption> read(@Nullable String query, Set<String> exchanges) {
        List<NormalizedOption> options = NormalizedOption.read(query);
        for (NormalizedOption option : options) {
            if (!TardisNames.concerns(option.exchange(), exchanges)) {
                throw new IllegalArgumentException(
                        "exchange '" + option.exchange() + "' is not one of " + exchanges);
            }
        }
        return options;
    }

    @Override
    public List<String> dataTypes(Listing listing) {
        for (NormalizedOption option : options) {
            String doubt = option.doubt(listing);
            if (!doubt.isEmpty()) {
                refused(doubt);
                return List.of();
            }
        }
        return options.stream().filter(option -> option.applies(listing))
                .flatMap(option -> option.dataTypes().stream()).distinct().toList();
    }

    @Override
    public boolean disconnects(Listing listing) {
        return options.stream().anyMatch(option -> option.disconnects() && option.applies(listing));
    }

    /// As the first option wants it that wants the listing.
    @Override
    public Spelling spelling(Listing listing) {
        return options.stream().filter(option -> option.applies(listing))
                .map(option -> option.spelling(listing)).findFirst().orElse(Spelling.PLAIN);
    }

    @Override
    public int mostTopics() {
        return client.maxTopics();
    }

    @Override
    public long mostLevels() {
        return MOST_LEVELS;
    }

    @Override
    public void refused(String why) {
        // Some clients lose a close that comes together with the handshake's answer.
        vertx.setTimer(REFUSAL_MILLIS, _ -> client.end(why));
    }

    @Override
    public void failed(RuntimeException mistake) {
        client.failed(mistake);
    }

    @Override
    public void message(String json) {
        client.send(json);
    }
}
