package org.jpsi.lessons;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jspecify.annotations.Nullable;

/// Single-file Java program: a lesson, or the user's own.
public final class Program {
  private static final Pattern HAS_IMPORTS =
      Pattern.compile("^\\s*(import|package)\\s", Pattern.MULTILINE);

  private final Path file;
  // in one line, so that the lines of the program keep their numbers
  private final String imports;

  private Program(Path file, String imports) {
    this.file = file;
    this.imports = imports;
  }

  /// A program with the imports that it says itself.
  public static Program of(Path file) {
    return new Program(file, "");
  }

  /// A program that, where it has no import of its own, gets these.
  ///
  /// @param imports lines of Java
  public static Program of(Path file, List<String> imports) {
    return new Program(file, String.join(" ", imports) + " ");
  }

  /// Compiles the program as it stands in its file, and runs its `main`.
  ///
  /// @throws InputException where it does not compile, or ended with an exception; with the line
  public void run() {
    Path folder = temporary();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {url(compiled(folder))}, Program.class.getClassLoader())) {
      main(loader);
    } catch (IOException e) {
      throw error("classes that can be loaded", String.valueOf(e.getMessage()), e);
    } finally {
      delete(folder);
    }
  }

  private void main(ClassLoader loader) {
    try {
      Class<?> type = loader.loadClass(name());
      Method main = main(type);
      main.setAccessible(true);
      Object on = null;
      if (!Modifier.isStatic(main.getModifiers())) {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        on = constructor.newInstance();
      }
      if (main.getParameterCount() == 0) {
        main.invoke(on);
      } else {
        main.invoke(on, (Object) new String[0]);
      }
    } catch (InvocationTargetException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      throw error("a method `void main()`", "none", e);
    }
  }

  // In the order of the `java` launcher: with arguments first.
  private static Method main(Class<?> type) throws NoSuchMethodException {
    try {
      return type.getDeclaredMethod("main", String[].class);
    } catch (NoSuchMethodException e) {
      return type.getDeclaredMethod("main");
    }
  }

  private RuntimeException failure(Throwable why) {
    if (why instanceof InputException wrong) {
      return wrong;
    }
    if (why instanceof OutOfMemoryError full) {
      throw full;
    }
    return InputException.at(place(why))
        .says("the program ended with " + why)
        .cause(why)
        .exception();
  }

  private Place[] place(Throwable why) {
    Place whole = new Place.Named(file.toString());
    for (StackTraceElement at : why.getStackTrace()) {
      if (at.getClassName().equals(name()) || at.getClassName().startsWith(name() + "$")) {
        return new Place[] {whole, new Place.Position(at.getLineNumber(), 0)};
      }
    }
    return new Place[] {whole};
  }

  private String name() {
    String file = String.valueOf(this.file.getFileName());
    return file.endsWith(".java") ? file.substring(0, file.length() - 5) : file;
  }

  private Path compiled(Path folder) {
    if (!Files.isRegularFile(file)) {
      throw error("a program", Files.isDirectory(file) ? "a folder" : "no such file", null);
    }
    if (!name().chars().allMatch(Character::isJavaIdentifierPart)
        || !file.toString().endsWith(".java")) {
      throw error(
          "a file whose name is one word and ends in .java",
          String.valueOf(file.getFileName()),
          null);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
      List<String> options =
          List.of(
              "-d",
              folder.toString(),
              "-proc:none",
              "-g",
              "-cp",
              System.getProperty("java.class.path"));
      boolean done =
          compiler.getTask(null, files, problems, options, null, List.of(source())).call();
      if (!done) {
        throw compileError(problems.getDiagnostics());
      }
    } catch (IOException e) {
      throw error("a folder for compiled classes", String.valueOf(e.getMessage()), e);
    }
    return folder;
  }

  private String added() {
    return HAS_IMPORTS.matcher(Course.read(file)).find() ? "" : imports;
  }

  private JavaFileObject source() {
    String text = added() + Course.read(file);
    return new SimpleJavaFileObject(file.toUri(), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private InputException compileError(List<Diagnostic<? extends JavaFileObject>> problems) {
    Diagnostic<?> first =
        problems.stream()
            .filter(p -> p.getKind() == Diagnostic.Kind.ERROR)
            .findFirst()
            .orElse(problems.getFirst());
    String line =
        Course.read(file)
            .lines()
            .skip(Math.max(0, first.getLineNumber() - 1))
            .findFirst()
            .orElse("");
    return InputException.at(
            new Place.Named(file.toString()), new Place.Position((int) first.getLineNumber(), 0))
        .says(
            first.getMessage(Locale.ROOT).replaceAll("\\s*\\n\\s*", ", ").replace("java.lang.", ""))
        .excerpt(line, (int) Math.max(0, first.getColumnNumber() - 1 - before(first)))
        .exception();
  }

  // What stands before the first line is not the reader's.
  private long before(Diagnostic<?> problem) {
    return problem.getLineNumber() == 1 ? added().length() : 0;
  }

  private InputException error(String expected, String found, @Nullable Throwable cause) {
    InputException.Builder message =
        InputException.at(file.toString()).expected(expected).found(found);
    return cause == null ? message.exception() : message.cause(cause).exception();
  }

  private Path temporary() {
    try {
      return Files.createTempDirectory("jpsi-lesson");
    } catch (IOException e) {
      throw error("a folder for compiled classes", String.valueOf(e.getMessage()), e);
    }
  }

  private static URL url(Path folder) throws MalformedURLException {
    return folder.toUri().toURL();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      folder.toFile().deleteOnExit(); // left to the system, which empties its temporary folder
    }
  }
}
