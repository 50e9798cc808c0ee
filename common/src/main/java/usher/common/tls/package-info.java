/**
 * TLS on every port and towards every port: certificates and keys from PEM files, taken anew when
 * the files change, without dropping anyone. Handshakes and files are worked on by threads of its
 * own, never by event loops; what is said on a connection stays on its event loop.
 */
@NullMarked
package usher.common.tls;

import org.jspecify.annotations.NullMarked;
