package io.crossbook.gateway.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/// One message as all of its readers get it: JSON, written once. The same object is the same bytes, so that sinks can share them.
public final class Message {

    private static final byte[] TRUE = bytes(",\"snapshot\":true,\"data\":[");
    private static final byte[] FALSE = bytes(",\"snapshot\":false,\"data\":[");
    private static final byte[] END = bytes("]}");

    private final byte[] json;

    private Message(byte[] json) {
        this.json = json;
    }

    /// A message that belongs to no channel.
    public static Message of(String json) {
        return new Message(bytes(json));
    }

    /// A message of a channel: `head` opens the object and says which, `data` are whole JSON values.
    static Message of(byte[] head, long seq, boolean snapshot, Iterable<byte[]> data) {
        var out = new ByteArrayOutputStream(1_024);
        out.writeBytes(head);
        out.writeBytes(bytes(",\"seq\":" + seq));
        out.writeBytes(snapshot ? TRUE : FALSE);
        for (Iterator<byte[]> each = data.iterator(); each.hasNext();) {
            out.writeBytes(each.next());
            if (each.hasNext()) {
                out.write(',');
            }
        }
        out.writeBytes(END);
        return new Message(out.toByteArray());
    }

    /// The text in UTF-8; not to be changed.
    public byte[] json() {
        return json;
    }

    @Override
    public String toString() {
        return new String(json, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
