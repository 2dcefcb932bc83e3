package io.crossbook.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A line of the log as one document, for programs: `time level logger thread message`, and `template arguments` where the message was made of them, so that what is the
/// same kind of thing has the same template and what it is about is no part of a sentence; `error` and `stack` where something was thrown.
final class JsonLine {

    private static final int MOST_FRAMES = 30;

    private JsonLine() {}

    static byte[] of(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode()
                .put("time", event.getInstant().toString())
                .put("level", event.getLevel().toString()).put("logger", event.getLoggerName())
                .put("thread", event.getThreadName()).put("message", event.getFormattedMessage());
        Object[] arguments = event.getArgumentArray();
        if (arguments != null && arguments.length > 0) {
            ArrayNode shown = line.put("template", event.getMessage()).putArray("arguments");
            for (Object argument : arguments) {
                add(shown, argument);
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("error", thrown.getClassName() + ": " + thrown.getMessage());
            ArrayNode stack = line.putArray("stack");
            var frames = thrown.getStackTraceElementProxyArray();
            for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
                stack.add(frames[i].getStackTraceElement().toString());
            }
        }
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// What may have changed since it was logged is null: this is another thread.
    private static void add(ArrayNode shown, @Nullable Object argument) {
        switch (argument) {
            case String text -> shown.add(text);
            case Integer number -> shown.add(number);
            case Long number -> shown.add(number);
            case Number number -> shown.add(number.toString());
            case Boolean yes -> shown.add(yes);
            case Enum<?> word -> shown.add(word.toString());
            case null, default -> shown.addNull();
        }
    }
}
