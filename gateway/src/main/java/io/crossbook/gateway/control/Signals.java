package io.crossbook.gateway.control;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `kill -USR1` and others, heard. By reflection: the compiler warns of these classes, and there are no others.
///
/// SIGUSR2 is left alone: HotSpot has it for itself, to suspend threads.
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    /// What halts.
    static final String HALTS = "USR1";

    private Signals() {}

    /// Calls `heard` with the name of the signal on a thread of the virtual machine; what is returned ends it. Where there are no signals, that is said and nothing heard.
    static Runnable on(String name, Consumer<String> heard) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Constructor<?> make = signal.getConstructor(String.class);
            Method handle = signal.getMethod("handle", signal, handler);
            Object ours = Proxy.newProxyInstance(Signals.class.getClassLoader(),
                    new Class<?>[]{handler},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            heard.accept("SIG" + name);
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" ->
                            System.identityHashCode(arguments[0]) == System.identityHashCode(self);
                        default -> "hears";
                    });
            Object before = handle.invoke(null, make.newInstance(name), ours);
            return () -> back(handle, make, name, before);
        } catch (InvocationTargetException e) {
            LOG.warn("signal {} is not heard: {}", name, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            LOG.warn("signal {} is not heard: {}", name, e.toString());
        }
        return () -> {};
    }

    private static void back(Method handle, Constructor<?> make, String name, Object before) {
        try {
            handle.invoke(null, make.newInstance(name), before);
        } catch (ReflectiveOperationException e) {
            LOG.warn("signal {} is still heard: {}", name, e.toString());
        }
    }
}
