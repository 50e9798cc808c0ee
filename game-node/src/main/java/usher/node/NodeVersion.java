package usher.node;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class NodeVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"usher game-node " + text()};
  }

  static String text() {
    String version = NodeVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
