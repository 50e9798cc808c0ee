package usher.router;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class RouterVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = RouterVersion.class.getPackage().getImplementationVersion();
    return new String[] {"usher router " + (version == null ? "(not packaged)" : version)};
  }
}
