package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.app.Finding.Status;
import org.jpsi.core.io.Json;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
  private static final List<String> NAMES =
      List.of(
          "version",
          "JDK",
          "vectors",
          "flags",
          "threads",
          "memory",
          "archive",
          "build",
          "XGBoost",
          "Python",
          "JupyterLab");

  @Test
  void itTellsWhatIsThereAndWhatToDo() {
    Session session = Session.of("doctor");
    assertThat(session.status()).isZero();
    assertThat(session.err()).isEmpty();
    assertThat(session.lines().stream().filter(line -> !line.startsWith(" ")).toList())
        .extracting(line -> line.split(" ", 2)[0])
        .isEqualTo(NAMES);
    // tests run from classes, without an archive
    assertThat(session.out())
        .contains("archive     none: commands start some tenths of a second later\n")
        .contains("            -> ./jpsi passes the one that its build makes;");
  }

  @Test
  void asJsonItTellsTheSame() throws Exception {
    Object read = Json.parse(Session.of("doctor", "--json").out());
    assertThat(read).isInstanceOf(List.class);
    List<?> findings = (List<?>) read;
    assertThat(findings).extracting(f -> ((Map<?, ?>) f).get("name")).isEqualTo(NAMES);
    assertThat(findings)
        .allSatisfy(f -> {
          Map<?, ?> finding = (Map<?, ?>) f;
          assertThat(finding.keySet().toString()).isEqualTo("[name, status, found, remedy]");
          assertThat(finding.get("status")).isIn("ok", "slow", "missing");
          assertThat((String) finding.get("found")).isNotEmpty();
          if (!"ok".equals(finding.get("status"))) {
            assertThat((String) finding.get("remedy")).isNotEmpty();
          }
        });
  }

  @Test
  void scalarKernelsAreSlowAndTheFlagIsNamed() {
    assertThat(Diagnosis.vectors("scalar", Optional.of("start it with --add-modules x")))
        .isEqualTo(
            new Finding(
                "vectors",
                Status.SLOW,
                "scalar, some 6 times slower",
                "start it with --add-modules x"));
    assertThat(Diagnosis.vectors("vectors of 256 bits", Optional.empty()))
        .isEqualTo(Finding.ok("vectors", "vectors of 256 bits"));
  }

  @Test
  void aFlagThatIsNotGivenIsNamed() {
    assertThat(Diagnosis.flags(List.of("-Xmx1g", "-XX:+UseSerialGC"), List.of("-XX:+UseSerialGC")))
        .isEqualTo(Finding.ok("flags", "those of jvm.args"));
    Finding without = Diagnosis.flags(List.of("-b"), List.of("-b", "-c", "-a"));
    assertThat(without.status()).isEqualTo(Status.SLOW);
    assertThat(without.found()).isEqualTo("without -a -c");
    assertThat(without.remedy()).contains("./jpsi", "java @jvm.args");
  }

  @Test
  void anInterpreterOrAnUnknownJvmIsSlow() {
    String hotSpot = "OpenJDK 64-Bit Server VM";
    assertThat(Diagnosis.jdk(hotSpot, "/j", List.of()).status()).isEqualTo(Status.OK);
    assertThat(Diagnosis.jdk(hotSpot, "/j", List.of("-Xint")).remedy())
        .isEqualTo("leave -Xint out");
    assertThat(Diagnosis.jdk("Eclipse OpenJ9 VM", "/j", List.of()).status()).isEqualTo(Status.SLOW);
  }

  @Test
  void threadsThatAreLeftOutAndMemoryThatIsLittleAreNamed() {
    assertThat(Diagnosis.threads(8, 8).status()).isEqualTo(Status.OK);
    assertThat(Diagnosis.threads(1, 8).remedy()).contains("JPSI_THREADS", "--threads 8");
    assertThat(Diagnosis.memory(6L << 30, 10L << 30).remedy()).isEmpty();
    assertThat(Diagnosis.memory(1L << 30, 10L << 30))
        .isEqualTo(
            new Finding(
                "memory",
                Status.OK,
                "1,024 MB of 10,240 MB for events",
                "where events do not fit: JDK_JAVA_OPTIONS=-Xmx6144m ./jpsi ..."));
  }

  @Test
  void anArchiveThatDoesNotFitTellsWhatTheJvmSays() {
    assertThat(ClassArchive.finding("/a.jsa", Optional.of("openjdk version 25\n")))
        .isEqualTo(Finding.ok("archive", "/a.jsa"));
    assertThat(
            ClassArchive.finding(
                    "/a.jsa",
                    Optional.of(
                        """
                        [0.067s][error  ][cds] An error has occurred. Run with -Xlog:aot for details.
                        [0.067s][error][cds] Mismatched values for property p
                        """))
                .found())
        .isEqualTo("/a.jsa does not fit this JVM: Mismatched values for property p");
    assertThat(ClassArchive.finding("/a.jsa", Optional.empty()).status()).isEqualTo(Status.SLOW);
  }

  @Test
  void aDamagedArchiveIsNamedWithWhatMakesItAnew() {
    Finding finding =
        ClassArchive.finding(List.of("-XX:SharedArchiveFile=/b", "-Djpsi.damaged=/a.jsa"));
    assertThat(finding.status()).isEqualTo(Status.SLOW);
    assertThat(finding.found()).isEqualTo("/a.jsa is damaged or lost, and left out");
    assertThat(finding.remedy()).matches("remove .*current: the next command builds .*");
    assertThat(ClassArchive.current("/w/.jpsi/build.3/a.jar:/w/.jpsi/build.3/b.jar"))
        .isEqualTo(Path.of("/w/.jpsi/current").toAbsolutePath().toString());
    assertThat(ClassArchive.current("/w/app/target/classes")).isEqualTo(".jpsi/current");
  }

  @Test
  void aCacheOfTheUsersIsNoFault() {
    assertThat(ClassArchive.finding(List.of("-XX:AOTCache=x")))
        .isEqualTo(Finding.ok("archive", "left out for what this JVM is given: -XX:AOTCache=x"));
  }

  @Test
  void aFileThatIsNoArchiveIsFoundOut() {
    String here = Path.of("pom.xml").toAbsolutePath().toString();
    Finding finding = ClassArchive.finding(List.of("-XX:SharedArchiveFile=" + here));
    assertThat(finding.status()).isEqualTo(Status.SLOW);
    assertThat(finding.found()).startsWith(here + " does not fit this JVM: ");
  }

  @Test
  void boostedTreesAreTrainedWhereTheirLibraryIs() {
    assertThat(Diagnosis.trees("Plan 9", "mips").status()).isEqualTo(Status.MISSING);
    assertThat(Diagnosis.trees("Plan 9", "mips").found()).isEqualTo("none for plan 9 on mips");
  }

  @Test
  void aPythonIsEnoughFrom310() {
    assertThat(Python.parse("Python 3.11.7\n")).contains(new Python(3, 11));
    assertThat(Python.parse("Python 3.10.0rc1")).contains(new Python(3, 10));
    assertThat(Python.parse("bash: python3: not found")).isEmpty();
    assertThat(Python.version("no-such-python")).isEmpty();
    assertThat(Diagnosis.python(Optional.of(new Python(3, 9))).status()).isEqualTo(Status.MISSING);
    assertThat(Diagnosis.python(Optional.of(new Python(4, 0))).status()).isEqualTo(Status.OK);
    assertThat(Diagnosis.python(Optional.empty()).remedy()).contains("Python 3.10", "notebook");
  }

  @Test
  void classesAreNoBuild() {
    assertThat(Diagnosis.build("/b/build.3/a.jar:/b/build.3/b.jar").found())
        .isEqualTo("/b/build.3");
    assertThat(Diagnosis.build("/w/app/target/classes").status()).isEqualTo(Status.SLOW);
  }
}
