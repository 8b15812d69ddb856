package org.jpsi.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// Version of Jpsi and of the JDK.
final class Version implements IVersionProvider {
  static String line() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(from classes)");
    return "Jpsi " + version + " on JDK " + Runtime.version();
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
