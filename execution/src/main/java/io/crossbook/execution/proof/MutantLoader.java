package io.crossbook.execution.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodTransform;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/// Loads execution and its proof once more, with one rule broken.
final class MutantLoader extends ClassLoader {

    private static final String OURS = "io.crossbook.execution.";

    private final Mutant mutant;
    private boolean changed;

    MutantLoader(Mutant mutant) {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
    }

    /// What one run finds that dies after a step, or, 0, at random. An exception is a finding too, unless it says that the mutant is no program.
    List<String> violations(long seed, int diesAt) {
        try {
            Method run = Class.forName(Campaign.class.getName(), true, this)
                    .getDeclaredMethod("violations", long.class, int.class);
            run.setAccessible(true);
            Object found = run.invoke(null, seed, diesAt);
            fits();
            return ((List<?>) found).stream().map(String::valueOf).toList();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof LinkageError broken) {
                throw new IllegalStateException("the mutant " + mutant.name()
                        + " is no program: " + broken, broken);
            }
            fits();
            return List.of("it throws " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the proof is not there for " + mutant.name(), e);
        }
    }

    private void fits() {
        if (!changed) {
            throw new IllegalStateException("the mutant " + mutant.name()
                    + " does not fit the code any more: nothing of " + mutant.type() + "."
                    + mutant.method() + " was changed");
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = in.readAllBytes();
            byte[] mine = name.equals(mutant.type()) ? changed(code) : code;
            return defineClass(name, mine, 0, mine.length);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private byte[] changed(byte[] code) {
        var classFile = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver
                        .ofResourceParsing(getParent())));
        MethodTransform edited = (to, element) -> {
            if (!(element instanceof CodeModel body)) {
                to.with(element);
            } else if (mutant.edit().whole()) {
                to.withCode(mine -> changed |= mutant.edit().edit().test(mine, body.iterator()
                        .next()));
            } else {
                to.transformCode(body, mutant.edit().transform(() -> changed = true));
            }
        };
        try {
            return classFile.transformClass(classFile.parse(code),
                    ClassTransform.transformingMethods(
                            method -> method.methodName().stringValue().matches(mutant.method()),
                            edited));
        } catch (IllegalArgumentException e) { // what the library will not write
            throw new ClassFormatError(mutant.type() + ": " + e.getMessage());
        }
    }
}
