package org.jpsi.lessons;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.AtomicFile;
import tools.jackson.databind.ObjectMapper;

/// Jupyter kernel that runs lessons: JJava on the JDK that runs this, with the class path and the
/// flags of this JVM.
///
/// @param java the command that starts a JVM
/// @param flags of the JVM
/// @param classpath of Jpsi
public record Kernel(Path java, List<String> flags, String classpath) {
  public Kernel {
    flags = List.copyOf(flags);
  }

  /// The kernel with the flags in `jvm.args` of the repository; collector and young generation only
  /// where this JVM has them as well, since the user may have chosen another for all of them.
  public static Kernel of(Path repository) {
    List<String> here = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> flags =
        Course.read(repository.resolve("jvm.args"))
            .lines()
            .filter(line -> line.startsWith("-"))
            .filter(line ->
                !line.matches("-XX:(\\+Use\\w*GC|MaxNewSize=.*|SurvivorRatio=.*)")
                    || here.contains(line))
            .toList();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new Kernel(java, flags, System.getProperty("java.class.path"));
  }

  /// The jar of JJava in its Python package.
  ///
  /// @param environment the folder of a Python environment
  public static Path jar(Path environment) {
    try (Stream<Path> files = Files.walk(environment.resolve("share/jupyter/kernels"))) {
      return files
          .filter(file -> file.toString().matches(".*[/\\\\]jjava[^/\\\\]*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no jar of JJava"));
    } catch (IOException e) {
      throw InputException.at(environment.toString())
          .expected("the kernel for Java")
          .found(String.valueOf(e.getMessage()))
          .remedy("remove the folder and start again")
          .cause(e)
          .exception();
    }
  }

  /// Writes `jupyter/kernels/jpsi/kernel.json` below a folder that `JUPYTER_PATH` then names.
  ///
  /// @param jjava the jar of JJava
  /// @param home the repository
  public void write(Path folder, Path jjava, Path home) {
    List<String> call = new ArrayList<>();
    call.add(java.toString());
    call.addAll(flags);
    call.add("--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");
    call.add("-Djpsi.home=" + home);
    call.add("-cp");
    call.add(jjava + File.pathSeparator + classpath);
    call.add("org.dflib.jjava.distro.JJava");
    call.add("{connection_file}");
    Map<String, Object> spec = new TreeMap<>();
    spec.put("argv", call);
    spec.put("display_name", "Java (Jpsi)");
    spec.put("language", "java");
    spec.put("interrupt_mode", "message");
    spec.put("env", Map.of("JJAVA_CLASSPATH", classpath));
    Path file = folder.resolve("kernels/jpsi/kernel.json");
    AtomicFile.makeFolder(file);
    AtomicFile.write(file, new ObjectMapper().writeValueAsString(spec));
  }
}
