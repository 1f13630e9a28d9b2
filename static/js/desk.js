// After the server has taken a draft, the copy that this browser kept of it goes.

const LEAVING = "rafidain-leaving";

if (document.querySelector(".done")) {
  const draft = localStorage.getItem(LEAVING);
  if (draft) localStorage.removeItem(`rafidain-draft-${draft}`);
  localStorage.removeItem(LEAVING);
}
