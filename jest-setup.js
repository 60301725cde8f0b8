require('./.config/jest-setup');

// Grafana's menus and its library for dashboards look for one as soon as they are loaded, and jsdom has none.
window.IntersectionObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
