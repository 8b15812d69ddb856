package org.jpsi.app;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jpsi.app.Finding.Status;
import org.jpsi.core.parallel.ThreadBudget;
import org.jpsi.core.tensor.Engine;
import org.jpsi.lessons.Kernel;

/// Diagnosis of this process: what Jpsi depends on, each found by a method of its own from what it
/// is given, so that tests can give anything.
final class Diagnosis {
  private static final String RESTART = "start it as ./jpsi, which passes the flags of jvm.args";

  private Diagnosis() {}

  static List<Finding> ofThisProcess() {
    List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("version", Version.line()));
    findings.add(
        jdk(System.getProperty("java.vm.name", ""), System.getProperty("java.home", ""), flags));
    findings.add(vectors(Engine.vectors(), Engine.scalarReason()));
    findings.add(flags(flags, Kernel.of(Home.folder()).flags()));
    findings.add(threads(ThreadBudget.threads(), ThreadBudget.processors()));
    findings.add(memory(Runtime.getRuntime().maxMemory(), physicalMemory()));
    findings.add(ClassArchive.finding(flags));
    findings.add(build(System.getProperty("java.class.path", "")));
    findings.add(trees(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
    findings.add(python(Python.version("python3")));
    findings.add(notebooks(Home.work().resolve("notebook/python/installed")));
    return findings;
  }

  static Finding jdk(String vm, String home, List<String> flags) {
    String found = vm + ", " + home;
    // TieredStopAtLevel=1 is not looked at: the launcher itself gives it to this command.
    if (flags.contains("-Xint")) {
      return new Finding("JDK", Status.SLOW, found + ", interpreted", "leave -Xint out");
    }
    if (!vm.contains("HotSpot") && !vm.contains("OpenJDK")) {
      return new Finding(
          "JDK",
          Status.SLOW,
          found,
          "its compiler is not known to compile the vector module; take a JDK with HotSpot,"
              + " for example of https://adoptium.net");
    }
    return Finding.ok("JDK", found);
  }

  static Finding vectors(String kernels, Optional<String> scalarReason) {
    return scalarReason
        .map(why -> new Finding("vectors", Status.SLOW, kernels + ", some 6 times slower", why))
        .orElseGet(() -> Finding.ok("vectors", kernels));
  }

  /// @param given the flags of this JVM
  /// @param wanted those of `jvm.args`
  static Finding flags(List<String> given, List<String> wanted) {
    List<String> missing = wanted.stream().filter(flag -> !given.contains(flag)).sorted().toList();
    return missing.isEmpty()
        ? Finding.ok("flags", "those of jvm.args")
        : new Finding(
            "flags",
            Status.SLOW,
            "without " + String.join(" ", missing),
            RESTART + "; a program of your own takes them by java @jvm.args");
  }

  static Finding threads(int threads, int processors) {
    String found = threads + " of " + processors + " processors";
    return threads < processors
        ? new Finding(
            "threads",
            Status.SLOW,
            found,
            ThreadBudget.VARIABLE + " sets fewer; unset it, or give --threads " + processors)
        : Finding.ok("threads", found);
  }

  /// @param heap the most that the JVM may take for events and weights, in bytes
  /// @param physical of the machine or its container; 0 where it is not known
  static Finding memory(long heap, long physical) {
    String found =
        String.format(Locale.ROOT, "%,d MB of %,d MB for events", heap >> 20, physical >> 20);
    String remedy =
        heap < physical / 2
            ? String.format(
                Locale.ROOT,
                "where events do not fit: JDK_JAVA_OPTIONS=-Xmx%dm ./jpsi ...",
                physical * 6 / 10 >> 20)
            : "";
    return new Finding("memory", Status.OK, found, remedy);
  }

  private static long physicalMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  static Finding build(String classpath) {
    return ClassArchive.build(classpath)
        .map(folder -> Finding.ok("build", folder.toString()))
        .orElseGet(() ->
            new Finding(
                "build", Status.SLOW, "classes in " + ClassArchive.first(classpath), RESTART));
  }

  /// Boosted trees and forests are trained by a native library, which comes for some systems.
  static Finding trees(String system, String processor) {
    String os =
        system.startsWith("Mac")
            ? "macos"
            : system.startsWith("Windows") ? "windows" : system.toLowerCase(Locale.ROOT);
    String cpu = processor.equals("amd64") ? "x86_64" : processor;
    boolean there = resource("lib/" + os + "/" + cpu + "/" + System.mapLibraryName("xgboost4j"));
    return there
        ? Finding.ok("XGBoost", "for " + os + " on " + cpu)
        : new Finding(
            "XGBoost",
            Status.MISSING,
            "none for " + os + " on " + cpu,
            "`model: boostedTrees` and `randomForest` are trained on Linux x86_64 or aarch64, or"
                + " macOS; all else works, their scoring too");
  }

  private static boolean resource(String name) {
    return Diagnosis.class.getClassLoader().getResource(name) != null;
  }

  /// @param version as `python3` says it; empty where there is none
  static Finding python(Optional<Python> version) {
    String need =
        "install Python 3.10 or newer with its module venv; only `jpsi notebook` needs it";
    return version
        .map(found ->
            found.isEnough()
                ? Finding.ok("Python", found.toString())
                : new Finding("Python", Status.MISSING, found.toString(), need))
        .orElseGet(() -> new Finding("Python", Status.MISSING, "no python3", need));
  }

  static Finding notebooks(Path installed) {
    return Files.exists(installed)
        ? Finding.ok("JupyterLab", String.valueOf(installed.getParent()))
        : new Finding("JupyterLab", Status.OK, "not set up", "the first `./jpsi notebook` does it");
  }
}
