package org.jpsi.core.tensor;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Classes of a package, nested ones as well, as they were compiled and in the order of their
/// names.
public final class PackageClasses {
  private PackageClasses() {}

  public static List<Class<?>> of(Class<?> member) {
    String packageName = member.getPackageName();
    List<Class<?>> found = new ArrayList<>();
    try {
      Path folder =
          Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolve(packageName.replace('.', '/'));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          String name = Objects.requireNonNull(file.getFileName()).toString();
          if (name.endsWith(".class") && !name.equals("package-info.class")) {
            found.add(
                Class.forName(
                    packageName + "." + name.replace(".class", ""),
                    false,
                    member.getClassLoader()));
          }
        }
      }
    } catch (IOException | URISyntaxException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    return found;
  }
}
