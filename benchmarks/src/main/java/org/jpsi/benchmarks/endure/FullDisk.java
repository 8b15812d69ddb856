package org.jpsi.benchmarks.endure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// Disk that is full at some stage of a run: a small tmpfs, of which a ballast takes a share, so
/// that the run has some kilobytes, from none to all that it needs.
record FullDisk() implements Attack {
  private static final long KIB = 1024;
  private static final long DISK = 8 * KIB * KIB;
  private static final String RESUME = "train --resume ";

  @Override
  public String name() {
    return "full-disk";
  }

  @Override
  public String promise() {
    return "a disk that is full at any stage of a run costs no checkpoint and leaves no half file;"
        + " with room the run goes on to the same bits";
  }

  @Override
  public void run(Deadline until, Report report) throws Exception {
    ToyRun toy = ToyRun.in(report.folder());
    Path disk = Files.createDirectory(report.folder().resolve("disk"));
    String mount =
        Shell.run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    if (!mount.isEmpty()) {
      report.skipped("this account may not mount a tmpfs: " + mount);
      return;
    }
    try {
      long whole = size(toy.run("straight"));
      Random random = report.random();
      int run = 0;
      do {
        run++;
        // a run needs its checkpoint twice, and more
        long room = (long) (random.nextDouble() * 1.5 * whole);
        fill(disk, room);
        starve(toy, disk, "disk/run" + run, report);
      } while (!until.isOver());
    } finally {
      String unmounted = Shell.run("umount", disk.toString());
      report.check(unmounted.isEmpty(), unmounted);
    }
  }

  private static void starve(ToyRun toy, Path disk, String name, Report report)
      throws IOException, InterruptedException {
    Command.Outcome outcome = toy.train(name).run();
    report.count("trainings");
    if (outcome.status() != 0) {
      String text = outcome.text();
      report.check(
          outcome.status() == 1 && !text.contains("\tat "),
          "status " + outcome.status() + ": " + text);
      boolean kept = toy.hasCheckpoint(name);
      report.count(kept ? "full after the first checkpoint" : "full before the first checkpoint");
      report.check(
          kept == text.strip().endsWith(RESUME + name),
          (kept ? "a checkpoint, but no line to go on with: " : "nothing is kept: ") + text);
      report.check(kept || !Files.exists(toy.partial(name)), "left: " + toy.partial(name));
      if (kept) {
        noHalfFile(toy.partial(name), report);
        // full again, and then no more
        Command.Outcome again = toy.resume(name).run();
        report.check(again.status() <= 1, "status " + again.status() + ": " + again.text());
        report.check(
            Files.exists(toy.run(name)) || toy.hasCheckpoint(name), "lost by resuming: " + name);
      }
      Files.deleteIfExists(disk.resolve("ballast"));
      if (!Files.exists(toy.run(name))) {
        Command.Outcome last = (kept ? toy.resume(name) : toy.train(name)).run();
        report.check(last.status() == 0, "status " + last.status() + ": " + last.text());
      }
    }
    toy.demandSame(name, report);
    Endure.remove(toy.run(name));
  }

  private static void noHalfFile(Path folder, Report report) throws IOException {
    try (var files = Files.walk(folder)) {
      report.check(
          files.noneMatch(file -> file.toString().endsWith(".partial") && !file.equals(folder)),
          "half a file is left in " + folder);
    }
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /// Leaves so many bytes free.
  private static void fill(Path disk, long room) throws IOException {
    Path ballast = disk.resolve("ballast");
    long free = Files.getFileStore(disk).getUsableSpace();
    try (FileChannel out =
        FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long left = out.size() + free - room;
      for (long at = 0; at < left; ) {
        int now = (int) Math.min(left - at, 64 * KIB);
        at += out.write(java.nio.ByteBuffer.allocate(now), at);
      }
    }
  }
}
