package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;

/// Signatures of the public API of core: a change of one shows up as a changed line of
/// `core/signatures.txt`.
class SignaturesTest {
  private static final Path LIST = House.ROOT.resolve("core/signatures.txt");
  private static final Path FOUND = House.ROOT.resolve("app/target/signatures.txt");
  // What every record and enum has.
  private static final Set<String> OF_THE_LANGUAGE =
      Set.of("equals(Object)", "hashCode()", "toString()", "values()", "valueOf(String)");

  @Test
  void publicSignaturesAreThoseOfTheirList() throws Exception {
    List<String> found = new ArrayList<>();
    for (Class<?> type : publicTypes()) {
      found.add(declaration(type));
      members(type).sorted().map(member -> "  " + member).forEach(found::add);
    }
    Files.createDirectories(FOUND.resolveSibling(""));
    Files.write(FOUND, found);
    assertThat(found)
        .as("where the change is meant: cp app/target/signatures.txt core/signatures.txt")
        .isEqualTo(Files.readAllLines(LIST));
  }

  private static List<Class<?>> publicTypes() throws Exception {
    Path core = Path.of(Table.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleReference module = ModuleFinder.of(core).find("org.jpsi.core").orElseThrow();
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(e -> !e.isQualified())
            .map(e -> e.source())
            .collect(Collectors.toSet());
    List<Class<?>> types = new ArrayList<>();
    try (ModuleReader reader = module.open();
        Stream<String> files = reader.list()) {
      for (String file : files.filter(f -> f.endsWith(".class")).sorted().toList()) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        int last = name.lastIndexOf('.');
        if (last > 0 && exported.contains(name.substring(0, last)) && !name.endsWith("-info")) {
          Class<?> type = Class.forName(name, false, SignaturesTest.class.getClassLoader());
          if (isPublic(type)) {
            types.add(type);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(core.toString(), e);
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (outer == null || isPublic(outer));
  }

  private static String declaration(Class<?> type) {
    String kind =
        type.isRecord()
            ? "record"
            : type.isEnum()
                ? "enum"
                : type.isInterface()
                    ? type.isSealed() ? "sealed interface" : "interface"
                    : Modifier.isFinal(type.getModifiers()) ? "final class" : "class";
    String name = type.getName().replace('$', '.');
    String components =
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents())
                .map(SignaturesTest::component)
                .collect(Collectors.joining(", ", "(", ")"))
            : "";
    String above =
        Arrays.stream(type.getGenericInterfaces())
            .map(SignaturesTest::name)
            .collect(Collectors.joining(", "));
    String constants =
        type.isEnum()
            ? Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(Field::getName)
                .collect(Collectors.joining(", ", " {", "}"))
            : "";
    return kind + " " + name + components + (above.isEmpty() ? "" : " : " + above) + constants;
  }

  private static String component(RecordComponent component) {
    return name(component.getGenericType()) + " " + component.getName();
  }

  private static Stream<String> members(Class<?> type) {
    Set<String> accessors =
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents())
                .map(c -> c.getName() + "()")
                .collect(Collectors.toSet())
            : Set.of();
    Stream<String> fields =
        Arrays.stream(type.getDeclaredFields())
            .filter(f -> Modifier.isPublic(f.getModifiers()) && !f.isEnumConstant())
            .map(f -> name(f.getGenericType()) + " " + f.getName());
    Stream<String> constructors =
        type.isRecord()
            ? Arrays.stream(type.getDeclaredConstructors())
                .filter(c -> c.getParameterCount() != type.getRecordComponents().length)
                .filter(c -> Modifier.isPublic(c.getModifiers()))
                .map(SignaturesTest::constructor)
            : Arrays.stream(type.getConstructors()).map(SignaturesTest::constructor);
    Stream<String> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
            .filter(m -> !accessors.contains(call(m)) && !OF_THE_LANGUAGE.contains(call(m)))
            .map(SignaturesTest::method);
    return Stream.of(fields, constructors, methods).flatMap(s -> s);
  }

  private static String constructor(Constructor<?> constructor) {
    return "new " + constructor.getDeclaringClass().getSimpleName() + arguments(constructor);
  }

  private static String method(Method method) {
    String how =
        Modifier.isStatic(method.getModifiers())
            ? "static "
            : method.isDefault() || !method.getDeclaringClass().isInterface() ? "" : "abstract ";
    return call(method) + " -> " + how + name(method.getGenericReturnType());
  }

  private static String call(Method method) {
    return method.getName() + arguments(method);
  }

  private static String arguments(Executable executable) {
    String types =
        Arrays.stream(executable.getGenericParameterTypes())
            .map(SignaturesTest::name)
            .collect(Collectors.joining(", "));
    return "("
        + (executable.isVarArgs() ? types.substring(0, types.length() - 2) + "..." : types)
        + ")";
  }

  // Without packages, and with the dots of nested types.
  private static String name(Type type) {
    return type.getTypeName().replaceAll("\\b[a-z][a-zA-Z0-9_]*\\.", "").replace('$', '.');
  }
}
