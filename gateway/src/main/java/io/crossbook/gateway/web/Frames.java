package io.crossbook.gateway.web;

import io.crossbook.gateway.loop.Counter;
import io.crossbook.gateway.stream.Message;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// Messages as WebSocket frames, each written once for all of its readers. On the feed's thread.
///
/// What a server sends is not masked, so that the frame is the same for everybody (RFC 6455, 5.1). Kept outside the heap until it has left to the last of
/// them.
final class Frames {

    private static final int FINAL_TEXT = 0x81;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_HEAD = 10;

    private final IdentityHashMap<Message, ByteBuf> frames = new IdentityHashMap<>();
    private final Counter messages = new Counter();
    private final Counter bytes = new Counter();
    private final Counter slow = new Counter();
    private @Nullable String lastText;
    private @Nullable ByteBuf lastFrame;

    /// The frame of a message; whoever sends it releases it.
    ByteBuf of(Message message) {
        return sending(frames.computeIfAbsent(message, each -> frame(each.json())));
    }

    /// The same of a text: readers of the same one follow each other.
    ByteBuf of(String text) {
        ByteBuf frame = lastFrame;
        if (frame == null || !text.equals(lastText)) {
            release(frame);
            frame = frame(text.getBytes(StandardCharsets.UTF_8));
            lastText = text;
            lastFrame = frame;
        }
        return sending(frame);
    }

    private ByteBuf sending(ByteBuf frame) {
        messages.add(1);
        bytes.add(frame.readableBytes());
        return frame.retainedDuplicate();
    }

    /// One is closed because too much waits for it.
    void tooSlow() {
        slow.add(1);
    }

    /// Shows what was sent.
    void bind(MeterRegistry registry) {
        messages.bind(registry, "crossbook.feed.messages");
        bytes.bind(registry, "crossbook.feed.bytes");
    }

    /// How many were closed for that.
    long slow() {
        return slow.count();
    }

    /// All who are to have what was written by now have it.
    void settle() {
        frames.values().forEach(ByteBuf::release);
        frames.clear();
        release(lastFrame);
        lastText = null;
        lastFrame = null;
    }

    private static void release(@Nullable ByteBuf frame) {
        if (frame != null) {
            frame.release();
        }
    }

    private static ByteBuf frame(byte[] payload) {
        int length = payload.length;
        ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer(length + LONGEST_HEAD);
        frame.writeByte(FINAL_TEXT);
        if (length < TWO_BYTES) {
            frame.writeByte(length);
        } else if (length <= 0xFFFF) {
            frame.writeByte(TWO_BYTES).writeShort(length);
        } else {
            frame.writeByte(EIGHT_BYTES).writeLong(length);
        }
        return frame.writeBytes(payload);
    }
}
