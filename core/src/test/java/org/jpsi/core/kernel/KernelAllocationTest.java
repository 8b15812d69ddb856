package org.jpsi.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.allocation.FreshJvm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelAllocationTest {
  // An object a vector makes a kernel ten times slower, and which ones C2 makes depends on what was
  // compiled before what; so it inlines here whatever it may, always in the same order.
  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void aCompiledVectorKernelAllocatesNothing(int width) {
    assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    assumeTrue(System.getProperty("java.vm.name").contains("Server VM"), "only C2 is measured");
    assumeTrue(List.of("amd64", "x86_64").contains(System.getProperty("os.arch")));
    assumeTrue(width <= VectorWidth.widest(), "this machine has no vectors of that width");
    List<String> found = new ArrayList<>();
    for (String line : run(width)) {
      String kernel = line.substring(0, line.indexOf(':'));
      long bytes = Long.parseLong(line.split("[: ]+")[1]);
      if (bytes > KernelAllocation.SCRATCH.getOrDefault(kernel, 0)) {
        found.add(kernel + ": " + bytes + " bytes a call");
      }
    }
    assertThat(found).as("vectors of %s bits", width).isEmpty();
  }

  private static List<String> run(int width) {
    List<String> lines =
        FreshJvm.run(
                KernelAllocation.class, Map.of(KernelSelection.VARIABLE, Integer.toString(width)))
            .stream()
            .filter(line -> line.matches("\\w+: \\d+ \\d+"))
            .toList();
    assertThat(lines).hasSizeGreaterThan(50);
    return lines;
  }
}
