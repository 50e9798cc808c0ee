package usher.router;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class RouterVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"usher router " + text()};
  }

  /** The version alone. */
  static String text() {
    String version = RouterVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
