package org.jpsi.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

class KernelTest {
  @TempDir Path folder;

  @Test
  void theKernelGetsTheFlagsAndTheClassPathOfThisJvm() throws Exception {
    Kernel kernel =
        new Kernel(Path.of("/jdk/bin/java"), List.of("-XX:+UseSerialGC"), "a.jar:b.jar");
    kernel.write(folder, Path.of("jjava.jar"), Path.of("/home/jpsi"));
    var spec =
        new ObjectMapper().readTree(Files.readString(folder.resolve("kernels/jpsi/kernel.json")));
    assertThat(spec.path("argv").get(0).asString()).isEqualTo("/jdk/bin/java");
    assertThat(spec.path("argv").toString())
        .contains("-XX:+UseSerialGC", "jjava.jar:a.jar:b.jar", "{connection_file}");
    assertThat(spec.path("interrupt_mode").asString()).isEqualTo("message");
    assertThat(spec.path("env").path("JJAVA_CLASSPATH").asString()).isEqualTo("a.jar:b.jar");
  }
}
