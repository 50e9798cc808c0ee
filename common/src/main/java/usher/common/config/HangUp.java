package usher.common.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP means: reload. The JDK has signals in a class that is not for all (sun.misc.Signal), which
 * is therefore looked for, and done without where it is missing.
 */
final class HangUp {
  private static final Logger log = LoggerFactory.getLogger(HangUp.class);

  private HangUp() {}

  /** From now on SIGHUP runs this, on a thread of its own; one that is running is enough. */
  static void runs(Runnable reload) {
    AtomicBoolean waiting = new AtomicBoolean();
    Runnable one =
        () -> {
          if (waiting.compareAndSet(false, true)) {
            Thread thread =
                new Thread(
                    () -> {
                      waiting.set(false);
                      reload.run();
                    },
                    "reload");
            thread.setDaemon(true);
            thread.start();
          }
        };
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handles =
          Proxy.newProxyInstance(
              HangUp.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  one.run();
                  return null;
                }
                return switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> arguments != null && proxy == arguments[0];
                  default -> "reloads";
                };
              });
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      Object before = signal.getMethod("handle", signal, handler).invoke(null, hangUp, handles);
      if (before == handler.getField("SIG_IGN").get(null)) {
        log.warn(
            "SIGHUP reloads nothing: it is ignored in what started this process, as by nohup, and a"
                + " JVM leaves it so. Start it by setsid or systemd; a router reloads by 'usher"
                + " reload', too");
      }
    } catch (ReflectiveOperationException e) {
      Throwable why = e instanceof InvocationTargetException wrapped ? wrapped.getCause() : e;
      log.info("SIGHUP reloads nothing here: {}", String.valueOf(why));
    }
  }
}
