package io.crossbook.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Stands between a browser and the daemon, and can go still: connections stay, and nothing comes through.
final class Relay implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moving = lock.newCondition();
    private final int to;
    private boolean still;

    Relay(int to) throws IOException {
        this.to = to;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /// Nothing comes through any more, until something does again.
    void still(boolean now) {
        lock.lock();
        try {
            still = now;
            moving.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Every connection ends; others may be made.
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket from = door.accept();
                var there = new Socket(InetAddress.getLoopbackAddress(), to);
                sockets.addAll(List.of(from, there));
                Thread.ofVirtual().start(() -> pass(from, there));
                Thread.ofVirtual().start(() -> pass(there, from));
            }
        } catch (IOException _) {
            close();
        }
    }

    private void pass(Socket from, Socket there) {
        var bytes = new byte[65_536];
        try (from; there) {
            for (int read; (read = from.getInputStream().read(bytes)) >= 0;) {
                awaitMoving();
                there.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException _) {
            // either end has gone, and the other goes with it
        }
    }

    private void awaitMoving() {
        lock.lock();
        try {
            while (still) {
                moving.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        still(false);
        try {
            door.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException _) {
            // it is gone, which is all that is wanted
        }
    }
}
