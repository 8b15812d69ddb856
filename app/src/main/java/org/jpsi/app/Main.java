package org.jpsi.app;

/// What `./jpsi` starts.
public final class Main {
  private Main() {}

  static void main(String[] args) {
    System.out.println(System.getProperty("java.version") + " " + java.util.List.of(args));
  }
}
