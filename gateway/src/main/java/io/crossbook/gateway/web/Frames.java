package io.crossbook.gateway.web;

import io.crossbook.gateway.stream.Message;
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
    private @Nullable String lastText;
    private @Nullable ByteBuf lastFrame;

    /// The frame of a message; whoever sends it releases it.
    ByteBuf of(Message message) {
        return frames.computeIfAbsent(message, each -> frame(each.json())).retainedDuplicate();
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
        return frame.retainedDuplicate();
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
