require('./.config/jest-setup');
const { configure } = require('@testing-library/react');

// Where many share a processor, what is waited for takes its time; a second is the library's own.
configure({ asyncUtilTimeout: 20_000 });

// Grafana's menus and its library for dashboards look for one as soon as they are loaded, and jsdom has none.
window.IntersectionObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
