package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.engine.Settings;
import java.util.List;

/// Items as the payload of a record, and back. One object a reader: it reuses its frame.
final class Codec {

    /// The part of a checkpoint that is ours; the engine's own bytes follow it.
    private record Known(boolean begun, Settings settings, List<Input.Listed> listed,
            List<Link> links, List<Input.Opened> open, List<Input.Account> accounts,
            Past past) {}

    private final Input.Frame frame = new Input.Frame();
    private final Item.Taken taken = new Item.Taken(frame);

    /// The type of the record that [#pack] makes of it.
    static byte type(Input input) {
        return switch (input) {
            case Input.Frame _ -> Format.FRAME;
            case Input.Opened _ -> Format.OPENED;
            case Input.Closed _ -> Format.CLOSED;
            case Input.Answered _ -> Format.ANSWERED;
            case Input.Listed _ -> Format.LISTED;
            case Input.ServerTime _ -> Format.SERVER_TIME;
            case Input.Configured _ -> Format.CONFIGURED;
            case Input.Command _ -> Format.COMMAND;
            case Input.Account _ -> Format.ACCOUNT;
            case Input.Trading _ -> Format.TRADING;
            case Input.Lost _ -> Format.LOST;
            case Input.Tick _ -> Format.TICK;
        };
    }

    static void pack(Packer out, Input input) {
        switch (input) {
            case Input.Frame it -> out.varint(it.connection).raw(it.bytes.array, it.bytes.start,
                    it.bytes.end);
            case Input.Opened(int connection, String link) -> out.varint(connection).text(link);
            case Input.Closed(int connection, String link, String why) ->
                out.varint(connection).text(link).text(why);
            case Input.Answered(long id, Answer answer) -> {
                out.zigzag(id).byte1(code(answer.phase())).varint(answer.status());
                out.varint(answer.retryAfterMillis()).text(answer.why());
                raw(out, answer.body());
            }
            case Input.Listed it -> Facts.pack(out, it);
            case Input.ServerTime(String exchange, long sent, long received, long server) ->
                out.text(exchange).long8(sent).long8(received).long8(server);
            case Input.Configured(Settings settings) -> Facts.pack(out, settings);
            case Input.Command it -> Facts.pack(out, it);
            case Input.Account it -> Facts.pack(out, it);
            case Input.Trading it -> Facts.pack(out, it);
            case Input.Lost(int connection, long inputs) -> out.varint(connection).varint(inputs);
            case Input.Tick _ -> {
            }
        }
    }

    static byte type(Effect effect) {
        return switch (effect) {
            case Effect.Open _ -> Format.OPEN;
            case Effect.Drop _ -> Format.DROP;
            case Effect.Send _ -> Format.SEND;
            case Effect.Close _ -> Format.CLOSE;
            case Effect.Ask _ -> Format.ASK;
            case Effect.Post _ -> Format.POST;
            case Effect.Rearmed _ -> Format.REARMED;
        };
    }

    static void pack(Packer out, Effect effect) {
        switch (effect) {
            case Effect.Open(Link link) -> Facts.pack(out, link);
            case Effect.Drop(String link) -> out.text(link);
            case Effect.Send(int connection, String text) -> out.varint(connection).text(text);
            case Effect.Close(int connection, String why) -> out.varint(connection).text(why);
            case Effect.Ask(long id, String exchange, Request request) -> {
                out.zigzag(id).text(exchange);
                Facts.pack(out, request);
            }
            case Effect.Post(long id, int connection, Request frame) -> {
                out.zigzag(id).varint(connection);
                Facts.pack(out, frame);
            }
            case Effect.Rearmed(long pull) -> out.varint(pull);
        }
    }

    static void pack(Packer out, Item.Recorded answer) {
        out.text(answer.exchange()).text(answer.url());
        raw(out, answer.body());
    }

    static void pack(Packer out, Checkpoint checkpoint) {
        Facts.pack(out, new Known(checkpoint.begun(), checkpoint.settings(),
                checkpoint.listed(), checkpoint.links(),
                checkpoint.open(), checkpoint.accounts(), checkpoint.past()));
        Bytes engine = checkpoint.engine();
        out.bytes(engine.array, engine.start, engine.end);
    }

    static Checkpoint checkpoint(Unpacker in) throws BadTape {
        Known known = Facts.unpack(in, Known.class);
        return new Checkpoint(known.begun, known.settings, known.listed, known.links, known.open,
                known.accounts == null ? List.of() : known.accounts,
                known.past == null ? Past.NONE : known.past,
                new Bytes(in.copy()));
    }

    /// Reads the payload of a record of `type`.
    Item unpack(int type, Unpacker in) throws BadTape {
        return switch (type) {
            case Format.FRAME -> {
                frame.connection = in.int4();
                in.rest(frame.bytes);
                yield taken;
            }
            case Format.OPENED -> new Item.Taken(new Input.Opened(in.int4(), in.text()));
            case Format.CLOSED -> new Item.Taken(
                    new Input.Closed(in.int4(), in.text(), in.text()));
            case Format.ANSWERED -> new Item.Taken(answered(in));
            case Format.LISTED -> new Item.Taken(Facts.unpack(in, Input.Listed.class));
            case Format.SERVER_TIME -> new Item.Taken(
                    new Input.ServerTime(in.text(), in.long8(), in.long8(), in.long8()));
            case Format.CONFIGURED -> new Item.Taken(
                    new Input.Configured(Facts.unpack(in, Settings.class)));
            case Format.COMMAND -> new Item.Taken(Facts.unpack(in, Input.Command.class));
            case Format.ACCOUNT -> new Item.Taken(Facts.unpack(in, Input.Account.class));
            case Format.TRADING -> new Item.Taken(Facts.unpack(in, Input.Trading.class));
            case Format.LOST -> new Item.Taken(new Input.Lost(in.int4(), in.varint()));
            case Format.TICK -> new Item.Taken(new Input.Tick());
            case Format.RECORDED -> new Item.Recorded(in.text(), in.text(), rest(in));
            case Format.OPEN -> new Item.Did(new Effect.Open(Facts.unpack(in, Link.class)));
            case Format.DROP -> new Item.Did(new Effect.Drop(in.text()));
            case Format.SEND -> new Item.Did(new Effect.Send(in.int4(), in.text()));
            case Format.CLOSE -> new Item.Did(new Effect.Close(in.int4(), in.text()));
            case Format.ASK -> new Item.Did(new Effect.Ask(in.zigzag(), in.text(),
                    Facts.unpack(in, Request.class)));
            case Format.POST -> new Item.Did(new Effect.Post(in.zigzag(), in.int4(),
                    Facts.unpack(in, Request.class)));
            case Format.REARMED -> new Item.Did(new Effect.Rearmed(in.varint()));
            case Format.HASH -> new Item.Hashed(in.varint(), in.long8());
            case Format.HOLE -> new Item.Hole(in.varint(), in.varint());
            default -> throw new BadTape("a record of unknown type " + type);
        };
    }

    private static Input.Answered answered(Unpacker in) throws BadTape {
        long id = in.zigzag();
        Answer.Phase phase = phase(in.byte1());
        int status = in.int4();
        long retryAfterMillis = in.varint();
        String why = in.text();
        return new Input.Answered(id, new Answer(phase, status, rest(in),
                why, retryAfterMillis));
    }

    private static int code(Answer.Phase phase) {
        return switch (phase) {
            case NOT_SENT -> 0;
            case SENT -> 1;
            case ANSWERED -> 2;
        };
    }

    private static Answer.Phase phase(int code) throws BadTape {
        return switch (code) {
            case 0 -> Answer.Phase.NOT_SENT;
            case 1 -> Answer.Phase.SENT;
            case 2 -> Answer.Phase.ANSWERED;
            default -> throw new BadTape("an answer of unknown phase " + code);
        };
    }

    private static Bytes rest(Unpacker in) {
        var bytes = new Bytes();
        in.rest(bytes);
        return bytes;
    }

    private static void raw(Packer out, Bytes bytes) {
        out.raw(bytes.array, bytes.start, bytes.end);
    }
}
