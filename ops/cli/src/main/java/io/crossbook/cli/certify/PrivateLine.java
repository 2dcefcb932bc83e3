package io.crossbook.cli.certify;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;

/// One private connection of a station. On the loop's thread.
final class PrivateLine extends Listening {

    private final int connection;
    private final Link link;
    private final PrivateConversation conversation;

    PrivateLine(Station station, int connection, Link link) {
        super(station);
        this.connection = connection;
        this.link = link;
        conversation = station.orders.converse(link, this);
    }

    int connection() {
        return connection;
    }

    Link link() {
        return link;
    }

    PrivateConversation conversation() {
        return conversation;
    }

    @Override
    public void request(Request request) {
        if (request.framed()) {
            station.post(connection, request, answer -> {
                if (answer.phase() == Answer.Phase.NOT_SENT) {
                    conversation.answer(request, answer, station.now());
                }
            });
        } else {
            station.ask(request, answer -> conversation.answer(request, answer, station.now()));
        }
    }

    @Override
    public void read(Request request, boolean whole) {
        // Nobody waits for it.
    }

    @Override
    public void streaming(String told, boolean live) {
        station.heard.streams.put(connection, live);
    }

    @Override
    public void reconnect(String why) {
        station.heard.reconnects.add(why);
        station.stand.wires.close(connection, why);
    }
}
