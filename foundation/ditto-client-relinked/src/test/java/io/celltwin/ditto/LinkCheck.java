package io.celltwin.ditto;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Links every class of a jar as the virtual machine would, but all at once: each type, field and method that its code names must
 * be there, with the same parameters and result; each class that can be instantiated must implement all that its supertypes
 * promise.
 */
final class LinkCheck {

    private final ClassLoader loader;
    private final SortedSet<String> broken = new TreeSet<>();

    private LinkCheck(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Checks a jar.
     *
     * @param jar where the code is
     * @param loader finds the jar's own classes and all that they need
     * @return what cannot be linked, for example {@code org.example.Moved (named by org.example.User)}
     */
    static SortedSet<String> brokenLinks(Path jar, ClassLoader loader) throws IOException {
        LinkCheck check = new LinkCheck(loader);
        try (JarFile file = new JarFile(jar.toFile())) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                    try (InputStream input = file.getInputStream(entry)) {
                        check.link(new ClassReader(input));
                    }
                }
            }
        }
        return check.broken;
    }

    private void link(ClassReader code) {
        String user = Type.getObjectType(code.getClassName()).getClassName();
        code.accept(new Links(user), 0);
        load(Type.getObjectType(code.getClassName()), user).ifPresent(type -> mustBeComplete(type, user));
    }

    private void mustBeComplete(Class<?> type, String user) {
        if (Modifier.isAbstract(type.getModifiers())) {
            return;
        }
        try {
            Arrays.stream(type.getMethods())
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .forEach(method -> broken.add("%s.%s (not implemented by %s)"
                            .formatted(method.getDeclaringClass().getName(), method.getName(), user)));
        } catch (LinkageError e) {
            broken.add("%s (%s)".formatted(user, e));
        }
    }

    private Optional<Class<?>> load(Type type, String user) {
        if (type.getSort() == Type.ARRAY) {
            return load(type.getElementType(), user);
        }
        if (type.getSort() != Type.OBJECT) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(type.getClassName(), false, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            broken.add("%s (named by %s)".formatted(type.getClassName(), user));
            return Optional.empty();
        }
    }

    private void loadAll(Type method, String user) {
        load(method.getReturnType(), user);
        Arrays.stream(method.getArgumentTypes()).forEach(type -> load(type, user));
    }

    private void find(String owner, String name, String descriptor, String user) {
        Type type = Type.getObjectType(owner);
        if (descriptor.startsWith("(")) {
            loadAll(Type.getMethodType(descriptor), user);
        } else {
            load(Type.getType(descriptor), user);
        }
        if (type.getSort() == Type.ARRAY) {
            return; // clone()
        }
        load(type, user)
                .filter(found -> !isThere(found, name, descriptor))
                .ifPresent(found ->
                        broken.add("%s.%s%s (named by %s)".formatted(found.getName(), name, descriptor, user)));
    }

    private boolean isThere(Class<?> owner, String name, String descriptor) {
        try {
            return supertypes(owner).anyMatch(type -> declares(type, name, descriptor));
        } catch (LinkageError | TypeNotPresentException e) {
            return false; // The type that is missing is told by itself.
        }
    }

    private boolean declares(Class<?> type, String name, String descriptor) {
        if (!descriptor.startsWith("(")) {
            return Arrays.stream(type.getDeclaredFields())
                    .anyMatch(field -> field.getName().equals(name)
                            && Type.getDescriptor(field.getType()).equals(descriptor));
        }
        if (name.equals("<init>")) {
            return Arrays.stream(type.getDeclaredConstructors())
                    .anyMatch(constructor ->
                            Type.getConstructorDescriptor(constructor).equals(descriptor));
        }
        return isSignaturePolymorphic(type, name)
                || Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(name)
                                && Type.getMethodDescriptor(method).equals(descriptor));
    }

    private static boolean isSignaturePolymorphic(Class<?> type, String name) {
        return type.getName().startsWith("java.lang.invoke.")
                && Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(name));
    }

    private static Stream<Class<?>> supertypes(Class<?> type) {
        Stream<Class<?>> above =
                Stream.concat(Stream.<Class<?>>ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        Stream<Class<?>> object = type.isInterface() ? Stream.of(Object.class) : Stream.empty();
        return Stream.of(Stream.<Class<?>>of(type), above.flatMap(LinkCheck::supertypes), object)
                .flatMap(types -> types);
    }

    /** Follows all that a class names. */
    private final class Links extends ClassVisitor {
        private final String user;

        Links(String user) {
            super(Opcodes.ASM9);
            this.user = user;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            load(Type.getObjectType(superName), user);
            Arrays.stream(interfaces).forEach(type -> load(Type.getObjectType(type), user));
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            load(Type.getType(descriptor), user);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            loadAll(Type.getMethodType(descriptor), user);
            if (exceptions != null) {
                Arrays.stream(exceptions).forEach(type -> load(Type.getObjectType(type), user));
            }
            return new Instructions(user);
        }
    }

    private final class Instructions extends MethodVisitor {
        private final String user;

        Instructions(String user) {
            super(Opcodes.ASM9);
            this.user = user;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            load(Type.getObjectType(type), user);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            load(Type.getType(descriptor), user);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null) {
                load(Type.getObjectType(type), user);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            find(owner, name, descriptor, user);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            find(owner, name, descriptor, user);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            loadAll(Type.getMethodType(descriptor), user);
            constant(bootstrap);
            Arrays.stream(arguments).forEach(this::constant);
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        private void constant(Object value) {
            if (value instanceof Handle handle) {
                find(handle.getOwner(), handle.getName(), handle.getDesc(), user);
            } else if (value instanceof Type type && type.getSort() == Type.METHOD) {
                loadAll(type, user);
            } else if (value instanceof Type type) {
                load(type, user);
            } else if (value instanceof ConstantDynamic dynamic) {
                constant(dynamic.getBootstrapMethod());
            }
        }
    }
}
